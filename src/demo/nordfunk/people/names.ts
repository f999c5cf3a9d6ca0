/** Frequent first names and surnames, combined at random: a match with a living person is chance. */
export const firstNames: readonly string[] = (
  'Anna Lena Marie Sophie Julia Laura Sarah Lisa Katharina Johanna Emma Mia Hannah Lea Clara Nina Melanie Sandra Claudia Petra Sabine Monika Ursula Renate Ingrid Heike '
  + 'Birgit Martina Andrea Susanne Stefanie Nicole Christina Jana Katja Anja Tanja Silke Ute Gisela Helga Brigitte Elke Karin Ayşe Fatma Zeynep Elif Emine Agnieszka '
  + 'Magdalena Olga Natalia Irina Svetlana Giulia Chiara Maria Elena Ana Ivana Mariam Amina Yasmin Leyla Linh Mai Paul Lukas Leon Finn Jonas Felix Maximilian Noah Elias '
  + 'Ben Tim Jan Niklas Moritz Philipp Tobias Sebastian Florian Daniel Michael Thomas Andreas Stefan Christian Markus Matthias Frank Jürgen Klaus Wolfgang Dieter Manfred '
  + 'Werner Horst Günter Uwe Bernd Holger Torsten Dirk Oliver Sven Lars Nils Henrik Mehmet Mustafa Ahmet Emre Can Piotr Tomasz Marek Sergej Alexander Dmitri Luca Marco '
  + 'Antonio Nikola Marko Karim Omar Hassan Minh Duc David Samuel Erik Malte Hauke Fiete Onno Janne Levke'
).split(' ');

export const surnames: readonly string[] = (
  'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger '
  + 'Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß '
  + 'Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin '
  + 'Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann '
  + 'Thomas Voigt Sauer Arnold Wolff Pfeiffer Petersen Hansen Jensen Thomsen Lorenzen Carstens Claussen Yılmaz Kaya Demir Çelik Şahin Öztürk Aydın Arslan Doğan Kılıç '
  + 'Nowak Kowalski Wiśniewski Wójcik Kamiński Lewandowski Petrov Ivanov Popov Smirnov Rossi Russo Ferrari Esposito Bianchi Horvat Kovač Jovanović Nguyen Tran Pham Haddad '
  + 'Khalil Mansour Papadopoulos Silva Santos García López Smith Jones Taylor Brown Walker'
).split(' ');

export const englishFirstNames: readonly string[] = (
  'James Emily Oliver Grace Harry Chloe Jack Amelia William Olivia Priya Arjun Ananya Rahul Aisha Daniel Hannah Michael Jessica Ryan Megan Sean Aoife Liam Zoe Ethan Chinedu Amara'
).split(' ');

export const companyWords: readonly string[] = (
  'Elektro Tischlerei Spedition Gartenbau Bäckerei Malerbetrieb Autohaus Pflegedienst Architekturbüro Steuerkanzlei Dachdeckerei Metallbau Physiotherapie Fahrschule '
  + 'Softwarehaus Reederei Druckerei Gebäudereinigung Hausverwaltung Ingenieurbüro Weinhandel Logistik Kanzlei Zahnarztpraxis Sanitärtechnik Werbeagentur Buchhandlung'
).split(' ');
export const companyForms: readonly string[] = ['GmbH', 'GmbH & Co. KG', 'OHG', 'e. K.', 'UG', 'Partnerschaft'];

const UMLAUTS: Record<string, string> = {
  ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ş: 's', ç: 'c', ğ: 'g', ı: 'i', ó: 'o', ń: 'n', ś: 's', č: 'c', ć: 'c', í: 'i',
};

/** A name as it may stand in a mail address. */
export function mailName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, (character) => UMLAUTS[character] ?? '');
}

/** Top-level domain `.example` is reserved (RFC 2606): no mail can ever arrive. */
export const mailDomains: readonly string[] = ['nordfunk-kunde.example', 'post-fach.example', 'mailbox-nord.example', 'briefkasten.example'];

/**
 * Mobile numbers that the operators keep free for films and books; the next 20,000 come from 0154, which the numbering plan has not handed out.
 * @source Bundesnetzagentur, Official Gazette 7/2021, notice 148
 */
export function mobileNumber(sequence: number): string {
  if (sequence < 100) return `+4917139200${String(sequence).padStart(2, '0')}`;
  if (sequence < 200) return `+49176040690${String(sequence - 100).padStart(2, '0')}`;
  // A multiplier coprime with 10^8 scatters the numbers without a repetition.
  return `+49154${String((sequence * 48_271_013) % 100_000_000).padStart(8, '0')}`;
}
