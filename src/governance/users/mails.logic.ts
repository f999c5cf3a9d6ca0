import type { UserLanguage } from './users.contract.ts';

interface Words {
  to: string;
  subject: string;
  text: string;
}
interface Reader {
  name: string;
  email: string;
  language: UserLanguage;
}

/** Mails to staff: a few lines, one link, no picture. Names are put on lines of their own, so that nobody can write a sentence into them. */
export function invitationMail(email: string, language: UserLanguage, { link, inviter }: { link: string; inviter: string | null }): Words {
  return language === 'de'
    ? { to: email, subject: 'Ihre Einladung zu Momente', text: `Guten Tag,\n\nSie können ab jetzt mit Momente arbeiten.${inviter === null ? '' : `\nEingeladen von: ${inviter}`}\n\nMit diesem Link legen Sie Ihr Konto an. Er gilt einmal und sieben Tage lang:\n${link}\n\nSie haben damit nicht gerechnet? Dann löschen Sie diese Mail einfach.\n` }
    : { to: email, subject: 'Your invitation to Momente', text: `Hello,\n\nYou can work with Momente from now on.${inviter === null ? '' : `\nInvited by: ${inviter}`}\n\nWith this link you create your account. It works once and for seven days:\n${link}\n\nYou did not expect this? Then simply delete this mail.\n` };
}

export function newPasswordMail({ name, email, language }: Reader, link: string): Words {
  return language === 'de'
    ? { to: email, subject: 'Neues Passwort für Momente', text: `Guten Tag ${name},\n\nmit diesem Link wählen Sie ein neues Passwort. Er gilt einmal:\n${link}\n\nSie haben das nicht angefordert? Dann ist nichts zu tun: Ihr bisheriges Passwort gilt weiter.\n` }
    : { to: email, subject: 'New password for Momente', text: `Hello ${name},\n\nWith this link you choose a new password. It works once:\n${link}\n\nYou did not ask for this? Then there is nothing to do: your current password still works.\n` };
}

export function confirmEmailMail({ name, language }: Reader, newEmail: string, link: string): Words {
  return language === 'de'
    ? { to: newEmail, subject: 'Bestätigen Sie Ihre neue E-Mail-Adresse', text: `Guten Tag ${name},\n\nkünftig möchten Sie sich bei Momente mit dieser Adresse anmelden. Bestätigen Sie das innerhalb eines Tages:\n${link}\n\nSie kennen Momente nicht? Dann löschen Sie diese Mail einfach.\n` }
    : { to: newEmail, subject: 'Confirm your new e-mail address', text: `Hello ${name},\n\nYou would like to sign in to Momente with this address from now on. Please confirm within a day:\n${link}\n\nYou do not know Momente? Then simply delete this mail.\n` };
}

/** To the old address: somebody whose account was taken over hears of it. */
export function emailChangedMail({ name, email, language }: Reader, newEmail: string): Words {
  return language === 'de'
    ? { to: email, subject: 'Ihre E-Mail-Adresse bei Momente wurde geändert', text: `Guten Tag ${name},\n\nIhr Konto bei Momente gehört jetzt zu einer anderen Adresse: ${hint(newEmail)}\n\nWaren Sie das nicht, melden Sie sich sofort bei Ihrer Administration.\n` }
    : { to: email, subject: 'Your e-mail address at Momente was changed', text: `Hello ${name},\n\nYour account at Momente now belongs to another address: ${hint(newEmail)}\n\nIf this was not you, tell your administrator at once.\n` };
}

/** Enough to know one's own again: a…@company.example. */
function hint(email: string): string {
  const [, host = ''] = email.split('@');
  return `${email.slice(0, 1)}…@${host}`;
}
