import type { Topic } from './topic.ts';

/** German fragments: hotline, chat, mail, shop, app, web. */
export const serviceTopicsDe = {
  waiting: {
    problem: ['{Ich habe|Hab} <minutes> Minuten in der {Warteschleife|Leitung|Schlange} gehangen', '{Bis|Ehe} mal jemand ans Telefon geht, {vergehen|dauert es} <minutes> Minuten', 'Die Hotline ist {kaum|praktisch nicht|nur mit viel Geduld} zu erreichen', 'Nach <minutes> Minuten Warten {bin ich rausgeflogen|wurde einfach aufgelegt|war die Verbindung weg}', '{Dreimal|Zweimal|Viermal} angerufen, {jedes Mal|immer} über <minutes> Minuten gewartet', 'Die {Wartezeit|Warterei} am Telefon ist {eine Zumutung|viel zu lang|nicht mehr zeitgemäß}'],
    detail: ['das war am <date> {vormittags|gegen Mittag|am späten Nachmittag}', '!die Ansage {versprach|sagte etwas von} fünf Minuten', '!und die {Musik|Ansage} ist {unerträglich|zum Davonlaufen|immer dieselbe}', '!der Rückruf-Service war {abgeschaltet|nicht verfügbar}', '!ich rufe in meiner {Mittagspause|Arbeitszeit} an und habe nicht ewig Zeit'],
    praise: ['{Sofort|Nach einer Minute|Ohne Warten} jemanden am Telefon gehabt', 'Die Wartezeit war {überraschend kurz|angenehm kurz|kaum der Rede wert}', 'Nur <days> Minuten gewartet, {das geht in Ordnung|sehr gut}', 'Diesmal kam ich {gleich|schnell} durch'],
    ask: ['{Stellen Sie|Bitte stellen Sie} mehr Leute ein', 'Bieten Sie {wenigstens|doch} einen Rückruf an', 'Sagen Sie ehrlich, wie lange es dauert'],
    note: ['{Kd.|Kunde} verärgert über Wartezeit (<minutes> Min.)', 'Kd. {hing|war} <minutes> Min. in der Schleife, {hat das deutlich gesagt|möchte das weitergegeben haben}', 'Beschwerde Erreichbarkeit, {dritter|zweiter} Anruf {heute|diese Woche}'],
  },
  agent: {
    problem: ['Der {Mitarbeiter|Herr|junge Mann} am Telefon {wusste nicht weiter|hatte keine Ahnung|war kurz angebunden}', 'Jeder {erzählt|sagt} mir etwas anderes', '{Frau|Herr} <agent> {klang genervt|hat mich nicht ausreden lassen|wollte mich schnell loswerden}', 'Ich musste {alles|mein Anliegen} {dreimal|zum vierten Mal|immer wieder} erklären', 'Man hat mich von einer Abteilung zur {nächsten|anderen} {verbunden|geschickt}', 'Der versprochene Rückruf {kam nie|ist ausgeblieben}'],
    detail: ['es ging um meinen Tarif <tariff>', 'das Gespräch war am <date>', '!nach <minutes> Minuten {waren wir so weit wie vorher|gab es keine Lösung}', '!meine Daten {waren|lagen} angeblich nicht vor', '!notiert hatte sich offenbar niemand etwas'],
    praise: ['{Frau|Herr} <agent> war {sehr freundlich|richtig kompetent|unglaublich geduldig|ausgesprochen hilfsbereit}', 'Mein Anliegen wurde {sofort|gleich beim ersten Anruf|in <minutes> Minuten} gelöst', '{Sehr|Wirklich|Ausgesprochen} {nettes|angenehmes|hilfreiches} Gespräch', 'Man hat {mir zugehört|sich Zeit genommen|alles gut erklärt}', '{Kompetente|Freundliche|Schnelle} Hilfe am Telefon'],
    ask: ['Schulen Sie Ihre Leute {bitte|besser}', '{Bitte|Ich bitte um} Rückruf von jemandem, der sich auskennt', 'Schreiben Sie {bitte|doch} mit, was besprochen wurde'],
    note: ['Kd. {unzufrieden|beschwert sich} wegen letztem Gespräch mit {Koll.|Kollege} <agent>', 'Rückruf vom <date> nicht erfolgt, {entschuldigt|Entschuldigung ausgesprochen}', 'Kd. {lobt|bedankt sich für} Hilfe von <agent>', 'Allgemeine Frage zu <tariff> {geklärt|beantwortet}'],
  },
  chat: {
    problem: ['Im Chat {kamen|gab es} nur {Textbausteine|Standardantworten|vorgefertigte Sätze}', 'Der Chat hat {mittendrin|nach <minutes> Minuten} abgebrochen', '{Ewig|Über <minutes> Minuten} auf eine Antwort im Chat gewartet', 'Im Chat {konnte|wollte} mir keiner {weiterhelfen|helfen}, ich soll anrufen', 'Der Chat hat mein {Problem|Anliegen} nicht verstanden', 'Erst der Bot, dann nochmal der Bot, {dann nichts|am Ende niemand}'],
    detail: ['es ging um <tariff>', 'am <date> war das', '!den Verlauf {konnte ich nicht speichern|bekam ich nicht zugeschickt}', '!nach jedem Satz {drei|vier|fünf} Minuten Pause', 'ich hatte alles {genau|ausführlich} beschrieben'],
    praise: ['Der Chat {hat sofort geholfen|war schnell und nett|ist richtig gut geworden}', 'In <minutes> Minuten {war alles geklärt|hatte ich die Lösung}', 'Seit {Kurzem|dem Umbau} ist der Chat {viel besser|deutlich schneller|kaum wiederzuerkennen}', '<agent> im Chat war {super|sehr hilfsbereit|auf Zack}', '{Kein Warten|Keine Schleife|Kein Bot}, gleich ein Mensch im Chat'],
    ask: ['Lassen Sie {bitte|doch} gleich Menschen antworten', 'Schicken Sie mir {bitte|künftig} den Verlauf', 'Bitte {besetzen Sie den Chat|den Chat} auch abends'],
    note: ['Kd. war {vorher|zuvor} im Chat, {ohne Ergebnis|Verlauf nicht auffindbar}', 'Verweis aus Chat an Hotline, {Kd. genervt|Fall übernommen}', 'Kd. {lobt|fand} Chat vom <date> {sehr gut|hilfreich}'],
  },
  mail: {
    problem: ['Auf meine {Mail|E-Mail|Nachricht} vom <date> {kam keine Antwort|hat niemand reagiert|warte ich noch immer auf Antwort}', 'Die Antwort {kam erst nach|dauerte} <days> {Tagen|Tage}', 'Sie schreiben {am Thema vorbei|an meiner Frage vorbei|etwas ganz anderes}', 'Ich {bekam|erhielt} nur eine automatische {Antwort|Bestätigung}', 'Meine {E-Mails|Mails} {verschwinden bei Ihnen|landen wohl im Nirgendwo}'],
    detail: ['Aktenzeichen <order>', '!ich habe {schon|inzwischen} <times> geschrieben', '!angekündigt waren 24 Stunden', '!nach <days> Tagen hieß es, ich solle anrufen', 'es geht {noch immer|weiterhin} um <tariff>'],
    praise: ['{Schnelle|Klare|Freundliche} Antwort {per Mail|auf meine E-Mail}', 'Schon am {nächsten Tag|selben Nachmittag} eine {gute|vollständige|brauchbare} Antwort', 'Meine Frage wurde {vollständig|verständlich} beantwortet'],
    ask: ['{Bitte antworten Sie|Ich bitte um Antwort} bis <date>', 'Lesen Sie {bitte|doch erst einmal}, was ich geschrieben habe', 'Geben Sie mir {bitte|wenigstens} eine Eingangsbestätigung'],
    note: ['Kd. fragt nach Mail vom <date>, {nicht gefunden|liegt noch in der Warteschlange}', 'Kd. schrieb {zweimal|dreimal}, ohne Antwort', 'Mail <order> {nachgefasst|priorisiert}'],
  },
  shop: {
    problem: ['In der Filiale {in|am Standort} <place> {fühlte sich keiner zuständig|stand ich <minutes> Minuten herum}', 'Der Verkäufer in <place> wollte mir {unbedingt|nur} <tariff> {andrehen|verkaufen}', 'Die Filiale <place> {schickt|verweist} mich {zur Hotline|weiter}, die Hotline zurück in die Filiale', 'In <place> wurde mir {etwas anderes versprochen|ein anderer Preis genannt}', '{Schlange|Gedränge} bis zur Tür und nur {eine Person|ein Verkäufer} da'],
    detail: ['das war am <date>', '{gekauft|angesehen} habe ich das <model>', '!Termin hatte ich {extra|sogar} gemacht', '!den Namen des Verkäufers habe ich mir {nicht gemerkt|notiert}', '!hingefahren bin ich {extra|umsonst} {zwanzig|dreißig} Kilometer'],
    praise: ['{Tolle|Ehrliche|Geduldige|Sehr gute} Beratung in der Filiale <place>', '{Herr|Frau} <agent> in <place> hat mir {alles|das <model>} {in Ruhe|prima|bestens} erklärt', 'Man wollte mir {nichts aufschwatzen|keinen Kram verkaufen}', 'Die Leute in <place> {nehmen sich Zeit|wissen, wovon sie reden|sind einfach nett}', 'Das {neue Handy|<model>} {wurde mir gleich eingerichtet|war in <minutes> Minuten startklar}'],
    ask: ['Mehr {Personal|Leute} in <place> {bitte|wäre gut}', 'Halten Sie sich {bitte|doch} an das, was im Laden gesagt wird', 'Bieten Sie Termine an, die dann auch gelten'],
    note: ['Kd. war in Filiale <place>, {Aussage dort falsch|an uns verwiesen}', 'Beschwerde Filiale <place>, {an Regionalleitung|weitergeleitet}', 'Kd. {lobt|dankt} Filiale <place>'],
  },
  app: {
    problem: ['Die App {stürzt ab|hängt sich auf|schließt sich}, {sobald|wenn} ich die Rechnung öffne', 'In der App {steht|stimmt} der Verbrauch {nicht|hinten und vorne nicht}', 'Die App {verlangt|will} {ständig|jeden Tag} ein neues Kennwort', 'Seit dem {letzten|neuen} Update {läuft|geht} die App {nicht mehr|nur noch zäh}', 'Ich {finde|suche} in der App {nichts|alles ewig}'],
    detail: ['mein Handy: <model>, Version <software>', '!neu installiert habe ich sie {schon|bereits} <times>', '!vor dem <date> ging es noch', '!auf dem Tablet {läuft|geht} es', '!Meldung: "{Bitte später versuchen|Unbekannter Fehler|Sitzung abgelaufen}"'],
    praise: ['Die App ist {übersichtlich|richtig gut gemacht|flott|ein Segen}', 'Verbrauch {auf einen Blick|sofort zu sehen}, {klasse|genau so|top}', 'Alles {mit zwei Klicks|schnell und einfach} in der App {erledigt|gefunden}', 'Endlich eine {App|Anwendung}, die {einfach funktioniert|nicht nervt}', 'Tarif {wechseln|anpassen} in der App {dauert eine Minute|ging kinderleicht}'],
    ask: ['{Bitte|Dringend} nachbessern', 'Einen {dunklen Modus|Widget für den Verbrauch} fände ich {gut|schön}', 'Fragen Sie nicht {ständig|jedes Mal} nach dem Kennwort'],
    note: ['App-Problem {auf|mit} <model>, Neuinstallation {empfohlen|durchgeführt}', 'Kd. kommt nicht in die App, Kennwort {zurückgesetzt|neu vergeben}'],
  },
  web: {
    problem: ['Auf der {Seite|Webseite} {finde|fand} ich {nichts|die Preise nicht}', 'Die Tarife sind {unübersichtlich|kaum zu vergleichen|verwirrend}', 'Die Seite {lädt ewig|hängt|lädt auf dem Handy nicht}', 'Ich werde {ständig|mittendrin} abgemeldet', 'Was <tariff> {am Ende|wirklich} kostet, steht {nirgends|nur im Kleingedruckten}'],
    detail: ['{benutzt|gesucht} habe ich am <date>', 'mit dem <model>', '!beim {dritten|vierten} Schritt war Schluss', '!die Suche {bringt|zeigt} nichts Passendes'],
    praise: ['Die {Seite|Tarifübersicht} ist {klar|übersichtlich|gut verständlich}', '{Schnell|Sofort} gefunden, was ich gesucht habe', 'Der Vergleich der Tarife {ist gut gelöst|hat mir geholfen}', 'Preise {offen|ehrlich} angegeben, {das gefällt mir|gut so}'],
    ask: ['Bitte {einfacher|klarer} schreiben', 'Weniger Werbung, mehr {Inhalt|Auskunft}'],
    note: ['Kd. kommt auf Webseite nicht weiter, {gemeinsam durchgegangen|Link zugeschickt}', 'Fragen zu <tariff> nach Besuch der Webseite'],
  },
} satisfies Record<string, Topic>;
