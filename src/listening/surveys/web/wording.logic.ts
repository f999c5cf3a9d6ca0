/** What a wording gives away by itself, in German and English. Lists of plain words: short, readable, wrong now and then. */
type Spoken = 'de' | 'en';

export const wordCount = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** Pairs that are one thing. */
const oneThing: Record<Spoken, RegExp> = {
  de: /\b(zwischen|von)\s+\S+\s+und\s+\S+|\d+\s*(und|&)\s*\d+|freunde?n?\s+und\s+\S+|ab\s+und\s+zu|hin\s+und\s+wieder|nach\s+und\s+nach|mehr\s+und\s+mehr|art\s+und\s+weise|rund\s+und\s+rund|und\/oder|(sie|ihnen)\s+und\s+ihr\w*|hier\s+und\s+da|fragen\s+und\s+antworten|erwartet,?\s+und\s+wie|damen\s+und\s+herren/giu,
  en: /\bbetween\s+\S+\s+and\s+\S+|\d+\s*(and|&)\s*\d+|friends?\s+and\s+\S+|now\s+and\s+then|more\s+and\s+more|again\s+and\s+again|up\s+and\s+running|and\/or|you\s+and\s+your|terms\s+and\s+conditions|expected?,?\s+and\s+how|ladies\s+and\s+gentlemen/giu,
};
const joins: Record<Spoken, RegExp> = { de: /(?<!\p{L})(\p{L}[\p{L}-]*)\s*,?\s+(?:und|sowie|als\s+auch|&)\s+(\p{L}[\p{L}-]*)/iu, en: /(?<!\p{L})(\p{L}[\p{L}’'-]*)\s*,?\s+(?:and|as\s+well\s+as|&)\s+(\p{L}[\p{L}’'-]*)/iu };

/** "friendly and competent": two things, one answer. Gives the words that join them. */
export function asksTwice(text: string, language: Spoken): string | null {
  // Only the sentence that asks: what comes before it explains. Without a question mark the whole is judged.
  const sentences = text.split(/(?<=[.!?…])\s+/);
  const asking = sentences.filter((sentence) => sentence.includes('?'));
  for (const sentence of asking.length > 0 ? asking : sentences) {
    const found = joins[language].exec(sentence.replace(oneThing[language], ' '));
    if (found) return found[0];
  }
  return null;
}

const leadingWords: Record<Spoken, RegExp> = {
  de: /(?<!\p{L})(finden sie nicht auch|sind sie nicht auch|stimmen sie uns zu|meinen sie nicht|sicherlich|sicher auch|natürlich|selbstverständlich|bestimmt auch|unser\w* (?:tolle\w*|hervorragende\w*|ausgezeichnete\w*|beliebte\w*|exzellente\w*|einzigartige\w*|preisgekrönte\w*|großartige\w*)|wie sehr (?:lieben|mögen|genießen|gefällt|gefiel)|wie (?:toll|großartig|begeistert|hervorragend|gut gefällt|gut gefiel)|wie sehr hat \S+ (?:\S+ )*gefallen|auch sie)(?!\p{L})/iu,
  en: /(?<!\p{L})(don[’']t you|wouldn[’']t you|isn[’']t it|do you agree that we|surely|of course|obviously|naturally|our (?:great|excellent|amazing|award-winning|outstanding|popular|fantastic|unique)|how much (?:do|did) you (?:love|like|enjoy)|how (?:great|amazing|fantastic|excellent|delighted))(?!\p{L})/iu,
};

/** The words that put an answer into one's mouth. */
export const isLeading = (text: string, language: Spoken): string | null => leadingWords[language].exec(text)?.[0] ?? null;

const bad: Record<Spoken, RegExp> = {
  de: /(?<!\p{L})(un(zufrieden|wahrscheinlich|wichtig|freundlich|einfach|zuverlässig|genügend)\p{L}*|schlecht\p{L}*|mangelhaft\p{L}*|schwierig\p{L}*|schwer|mühsam|enttäusch\p{L}*|langsam\p{L}*|kompliziert\p{L}*|ärgerlich|miserabel|furchtbar|nie|niemals|nein|lehne\p{L}*|(nicht|gar nicht|überhaupt nicht|kaum|wenig)\s+\p{L}+|gar nicht|überhaupt nicht|(stimme|trifft)\s+(gar\s+|überhaupt\s+|eher\s+)?nicht\s+zu)(?!\p{L})/iu,
  en: /(?<!\p{L})((un|dis)(satisfied|likely|important|friendly|reliable|happy|agree\p{L}*|pleasant|helpful)|bad|poor|terrible|awful|difficult|hard|slow|complicated|disappoint\p{L}*|never|no|(not|hardly|barely)\s+(at all|very\s+)?\p{L}+|not at all|strongly disagree|disagree)(?!\p{L})/iu,
};
const good: Record<Spoken, RegExp> = {
  de: /(?<!\p{L})(zufrieden\p{L}*|gut|sehr gut|hervorragend|ausgezeichnet|exzellent|toll|großartig|einfach|leicht|schnell|wichtig|wahrscheinlich|freundlich|perfekt|prima|super|begeistert|immer|ja|(stimme|trifft)\s+\p{L}*\s*zu|stimme voll zu)(?!\p{L})/iu,
  en: /(?<!\p{L})(satisfied|good|very good|great|excellent|outstanding|amazing|fantastic|easy|simple|fast|quick|important|likely|friendly|perfect|happy|delighted|always|yes|agree|strongly agree)(?!\p{L})/iu,
};

/** −1 a bad word, +1 a good one, 0 neither. "not good" is bad. */
export function signOf(text: string, language: Spoken): -1 | 0 | 1 {
  if (bad[language].test(text)) return -1;
  return good[language].test(text) ? 1 : 0;
}

/** An answer scale in words that leans: at least two more on one side, and hardly anything that is neither. */
export function oneSided(labels: readonly string[], language: Spoken): string | null {
  const signs = labels.map((label) => signOf(label, language));
  const [up, down] = [signs.filter((sign) => sign === 1).length, signs.filter((sign) => sign === -1).length];
  const isScale = labels.length >= 3 && up + down >= labels.length - 1;
  return isScale && Math.abs(up - down) >= 2 ? labels.filter((_, at) => signs[at] === (up > down ? 1 : -1)).join(', ') : null;
}
