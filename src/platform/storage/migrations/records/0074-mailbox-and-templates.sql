-- Texts that staff insert into replies (kind reply) or call while typing by `;shortcut` (kind snippet). Source: Liquid in Markdown.
create table templates (
  id uuid primary key,
  kind text not null check (kind in ('reply', 'snippet')),
  name text not null,
  -- without the semicolon; unique among those that are not removed
  shortcut text,
  category text,
  touchpoint text,
  department text,
  -- null: for every channel
  channel text,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null,
  removed_at timestamptz
);
create unique index templates_shortcut on templates (shortcut) where shortcut is not null and removed_at is null;
create unique index templates_name on templates (kind, lower(name)) where removed_at is null;
create table template_texts (
  template_id uuid not null references templates on delete cascade,
  language text not null,
  subject_line text not null default '',
  source text not null,
  primary key (template_id, language)
);
-- Ordered steps that somebody does with one click: see macroStepSchema.
create table macros (
  id uuid primary key,
  name text not null,
  department text,
  steps jsonb not null,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null,
  removed_at timestamptz
);
create unique index macros_name on macros (lower(name)) where removed_at is null;
select audit_watch('templates', ignored => 'version,updated_at');
select audit_watch('template_texts');
select audit_watch('macros', ignored => 'version,updated_at');

-- Mailboxes of the company that are read by IMAP.
create table mail_accounts (
  id uuid primary key,
  name text not null,
  -- the address customers write to
  address text not null,
  host text not null,
  port int not null,
  security text not null check (security in ('tls', 'starttls', 'none')),
  login text not null,
  password_sealed text not null,
  folder text not null,
  -- what becomes of a mail that was taken in: marked as read, moved, or left for others (then only our own log knows)
  afterwards text not null check (afterwards in ('mark_seen', 'move')),
  move_to text,
  -- name of the own mail server in Authentication-Results (RFC 8601); null: nothing there is believed
  trusted_server text,
  department text,
  touchpoint text,
  -- rules in their order: {if: {field, contains}, then: {department?, touchpoint?, category?, priority?}}
  routing jsonb not null default '[]',
  -- template of the acknowledgement; null: none is sent
  acknowledge_template uuid,
  uid_validity bigint,
  -- every mail with a smaller uid is taken in or given up
  last_uid bigint not null default 0,
  connected_at timestamptz,
  last_mail_at timestamptz,
  -- only mails that came after the account was added, or all that lie there
  starts_with text not null check (starts_with in ('new', 'all')),
  failing_since timestamptz,
  failure text,
  -- failed attempts in a row; the wait grows with them
  failures int not null default 0,
  -- the mail that is being read and how often that was begun: one that brings us down three times is left out
  stuck_uid bigint,
  stuck_attempts int not null default 0,
  -- which process reads this mailbox, and until when nobody else does
  lease_id uuid,
  lease_until timestamptz,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  paused_at timestamptz,
  removed_at timestamptz
);

-- Each mail once: what became of it. Holds no address and no text; whom it was from stands in the case.
create table mail_intakes (
  id uuid primary key,
  account_id uuid not null references mail_accounts,
  uid_validity bigint not null,
  uid bigint not null,
  -- fingerprint of Message-ID, From, Date and subject: the same mail in another mailbox, or after the mailbox was rebuilt, is the same
  message_key uuid not null,
  -- keyed fingerprint of the sender's address, to count how often it writes
  sender_key uuid,
  at timestamptz not null,
  outcome text not null check (outcome in ('case', 'message', 'inquiry', 'bounce', 'auto_reply', 'opt_out', 'receipt', 'loop', 'repeated', 'own', 'refused')),
  -- why, in one word for the page to translate
  reason text,
  subject uuid,
  case_id uuid,
  acknowledged_at timestamptz,
  -- when the mailbox was told (flag or move); null: still to do
  settled_at timestamptz,
  unique (account_id, uid_validity, uid)
);
create unique index mail_intakes_message on mail_intakes (message_key) where outcome <> 'repeated' and outcome <> 'refused';
create index mail_intakes_sender on mail_intakes (sender_key, at desc) where sender_key is not null;
create index mail_intakes_newest on mail_intakes (account_id, at desc, id desc);
create index mail_intakes_subject on mail_intakes (subject) where subject is not null;
create index mail_intakes_unsettled on mail_intakes (account_id) where settled_at is null;

-- Forms on the company's web pages.
create table web_forms (
  id uuid primary key,
  code text not null,
  name text not null,
  -- {de: {title, intro, thanks}, en: {…}}
  texts jsonb not null,
  -- [{key, kind, isRequired, labels: {de, en}, choices?}]
  fields jsonb not null,
  -- pages that may send by script; empty: only the own page
  origins text[] not null,
  department text,
  touchpoint text,
  category text,
  priority text,
  takes_attachments boolean not null,
  acknowledge_template uuid,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  paused_at timestamptz,
  removed_at timestamptz
);
create unique index web_forms_code on web_forms (code) where removed_at is null;

-- Telephone systems that tell by a signed call that somebody is ringing.
create table call_inlets (
  id uuid primary key,
  name text not null,
  signed_as text not null,
  signature jsonb,
  secret text not null,
  -- paths in the body: {number, called?, id?, agent?, state?}
  mapping jsonb not null,
  department text,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  accepted bigint not null default 0,
  refused bigint not null default 0,
  last_accepted_at timestamptz,
  last_refusal text,
  removed_at timestamptz
);
-- Calls and messages of gateways that came in, each once; holds nobody's number.
create table inbound_keys (
  source text not null,
  message_key uuid not null,
  at timestamptz not null,
  primary key (source, message_key)
);
create index inbound_keys_old on inbound_keys (at);
select audit_watch('mail_accounts', ignored => 'updated_at,uid_validity,last_uid,connected_at,last_mail_at,failing_since,failure,failures,stuck_uid,stuck_attempts,lease_id,lease_until');
select audit_watch('web_forms', ignored => 'updated_at');
select audit_watch('call_inlets', ignored => 'updated_at,accepted,refused,last_accepted_at,last_refusal');
