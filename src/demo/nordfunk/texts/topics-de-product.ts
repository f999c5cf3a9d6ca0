import type { Topic } from './topic.ts';

/** German fragments: network, phones, repairs, roaming, invoices. */
export const productTopicsDe = {
  reception: {
    problem: ['{Zu Hause|Hier|Bei uns} in <place> habe ich {kaum|so gut wie keinen|nur schlechten} Empfang', 'In <place> {ist|herrscht} {Funkstille|ein Funkloch|fast kein Netz}', 'Der Empfang in <place> ist {eine Katastrophe|unterirdisch|sehr schwach|ein Witz}', 'Seit {Wochen|Monaten|<days> Tagen} {nur noch|bloß} {ein Balken|ein Strich|kein Netz} in <place>', 'Zum Telefonieren muss ich {vor die Tür|ans Fenster|auf den Balkon|bis zur Straße}', 'Das Netz {fällt|ist} in <place> {dauernd|mehrmals am Tag} {aus|weg}'],
    detail: ['!{drinnen|im ganzen Haus} geht gar nichts', '!die Nachbarn mit anderem Anbieter {haben vollen Empfang|lachen schon}', '!mein Handy ist ein <model>, daran liegt es nicht', '!die Netzkarte {zeigt|verspricht} dort {beste|gute} Versorgung', '!am <date> war {den ganzen Tag|stundenlang} kein Netz', '!SMS kommen {Stunden|einen halben Tag} später an', 'ich wohne {seit Jahren|mitten|direkt} in <place>', 'das Handy ist ein <model>', '{bemerkt|getestet} am <date>'],
    praise: ['{Überall|Auch auf dem Land|Sogar im Keller} {guter|voller|stabiler} Empfang', 'Das Netz in <place> ist {top|sehr gut|einwandfrei}', 'Seit {einem Jahr|Monaten} {kein einziger Ausfall|keine Probleme} in <place>', 'Beim Pendeln {durchgehend|fast immer} Netz'],
    ask: ['Wann wird in <place> {endlich|mal} ausgebaut?', 'Bitte {prüfen|messen} Sie den {Mast|Sender} in <place>', 'Ich {möchte|will} für die Ausfälle {eine Gutschrift|etwas gutgeschrieben}'],
    note: ['Kd. meldet {schlechten|schwachen} Empfang {zu Hause|am Wohnort} in <place>', 'Empfangsproblem <place>, {Zelle geprüft: schwach|Netzqualität dort bekannt schlecht}', 'Kein Netz in <place> seit <date>, {Störung aufgenommen|Ticket Netz <order>}'],
  },
  dropped_calls: {
    problem: ['{Meine|Alle|Ständig meine} {Gespräche|Telefonate} {brechen|reißen} {mittendrin|nach kurzer Zeit|ständig} ab', 'Nach {zwei|drei|fünf} Minuten ist {die Verbindung|das Gespräch} {weg|tot|abgebrochen}', '{Dauernd|Andauernd|Jeden Tag} Verbindungsabbrüche {beim Telefonieren|in Gesprächen}', 'Ich werde {mitten im Satz|beim Telefonieren|ständig} {getrennt|unterbrochen}', 'Kein {einziges|längeres} {Telefonat|Gespräch} {hält|läuft} ohne Abbruch', 'Verbindung bricht {immer wieder|laufend|permanent} ab, obwohl {voller Empfang|alle Balken da sind}'],
    detail: ['mein Handy ist das <model> mit Version <software>', '!mit dem <model>, Empfang {voll|ist da|eigentlich gut}', '!das geht seit {ungefähr|etwa} dem <date> so', '!am <date> allein {fünf|sieben|vier} Mal', '!mit dem alten Handy {war das nie|ging es immer}', '!neu gestartet und SIM getauscht habe ich {schon|bereits}', '!hier in <place> hatte ich {früher|bisher} nie Probleme'],
    praise: ['Seit dem Update {bricht|reißt} nichts mehr ab', '{Keine|Nie} Abbrüche mehr, {danke|endlich}', 'Telefonieren in <place> {klappt|geht} {tadellos|wieder einwandfrei}'],
    ask: ['{Woran liegt das|Was ist da los}?', 'Bitte {prüfen Sie das|klären Sie das mit dem Hersteller}', 'Ich brauche das Telefon {beruflich|für meine Arbeit|täglich}, {bitte schnell|es eilt}'],
    note: ['Kd. meldet {Gesprächsabbrüche|ständige Verbindungsabbrüche}, Gerät <model>, SW <software>, Netz am Wohnort {gut|unauffällig}', 'Abbrüche beim Telefonieren seit <date>, {Zelle <place> o. k.|Netz <place> geprüft, grün}, <model>', '<model> SW <software>: Gespräche brechen ab, {SIM getauscht, keine Besserung|Neustart ohne Erfolg}'],
  },
  data_speed: {
    problem: ['Das Internet ist {abends|hier|in <place>} {lahm|unerträglich langsam|kaum nutzbar}', 'Videos {ruckeln|laden ewig}', 'Von {5G|der versprochenen Geschwindigkeit} {merke ich nichts|kommt nichts an}', 'Ständig {nur|bloß} {Edge|langsames Netz}', 'Nach {der Hälfte|wenigen Tagen} ist das Datenvolumen {weg|verbraucht}'],
    detail: ['!gemessen am <date>: {zwei|drei|vier} Mbit', 'bezahlt habe ich <tariff>', 'mit dem <model>', 'in <place>, {mitten in der Stadt|am Bahnhof|zu Hause}'],
    praise: ['{Rasend|Richtig|Angenehm} schnelles Internet in <place>', 'Streamen {unterwegs|in der Bahn} {ohne Ruckeln|klappt}', '5G in <place> {läuft super|ist top}'],
    ask: ['Bitte {prüfen|entstören} Sie das', 'Dann {möchte|will} ich auch weniger zahlen'],
    note: ['Kd. bemängelt Datenrate in <place>', 'Datenvolumen <tariff> erläutert, {Option gebucht|kein Wechsel gewünscht}'],
  },
  repair_status: {
    problem: ['Seit <days> Tagen steht {der Status|meine Reparatur|im Internet} {unverändert|nur} auf "{in Bearbeitung|eingegangen|wird geprüft}"', '{Keiner|Niemand|Kein Mensch} {weiß|kann mir sagen}, wo mein {<model>|Handy} {ist|steckt|abgeblieben ist}', 'Der Reparaturstatus {hilft nicht|ist nutzlos|sagt nichts aus|stimmt nicht}', 'Ich {schaue|gucke} {jeden Tag|ständig} nach der Reparatur und {nichts passiert|es ändert sich nichts}', 'Fertig {sollte|müsste} mein {<model>|Gerät} am <date> sein, {gehört habe ich nichts|keine Nachricht}', 'Die Statusseite {zeigt|meldet} {seit dem <date>|seit Tagen} {dasselbe|einen Fehler|gar nichts mehr}', 'Zur Reparatur {bekomme|kriege} ich {keine Auskunft|nur Ausreden|drei verschiedene Antworten}'],
    detail: ['Auftrag <order>', 'abgegeben am <date> in <place>', '!zugesagt waren <days> Werktage', '!die Filiale {weiß|sieht} auch nichts', '!die Werkstatt {gibt|ruft} nicht {Auskunft|zurück}', 'es geht um {ein gesprungenes Display|ein defektes Mikrofon|einen kaputten Akku|einen Wasserschaden}'],
    praise: ['Ich wusste {jederzeit|immer}, wo mein Handy ist', '{Guter|Klarer} Reparaturstatus, {jede Stufe|alles} kam per SMS', 'Status {stimmte|war} auf den Tag genau'],
    ask: ['Wo ist mein {Handy|<model>}?', 'Wann {bekomme|kriege} ich mein {Handy|<model>} {zurück|wieder}?', 'Bitte {ehrliche|genaue} Termine statt "in Bearbeitung"', 'Rufen Sie {bitte|doch} an, wenn es länger dauert', 'Schicken Sie {bitte|mir} eine SMS bei jedem Schritt'],
    note: ['Kd. fragt {zum dritten Mal|erneut|wieder} nach Reparatur <order>, Status {seit <days> Tagen unverändert|im System nicht aktuell}', 'Rep. <order> (<model>): Werkstatt {nicht erreichbar|liefert keine Daten}, Kd. {verärgert|will Termin}', 'Auskunft Reparaturstatus <order> {nicht möglich|nur "in Bearbeitung"}, {Rückruf zugesagt|an Logistik}'],
  },
  repair: {
    problem: ['Die Reparatur hat <days> Tage gedauert', 'Mein <model> kam {unrepariert|mit dem alten Fehler|verkratzt} zurück', 'Für {eine Kleinigkeit|das Display} {soll ich|musste ich} <amount> zahlen', 'Bei der Abgabe {war niemand eingewiesen|dauerte alles ewig}', '{Meine Daten waren|Nach der Reparatur war alles} weg'],
    detail: ['Auftrag <order>', 'abgegeben in <place> am <date>', '!ein Leihgerät gab es {nicht|erst auf Nachfrage}', 'Garantie {hatte ich|läuft} noch'],
    praise: ['{Annahme|Abgabe} in <place> {schnell und freundlich|ohne Papierkram}', 'Nach <days> Tagen {war das <model> wie neu|wieder da}', 'Leihgerät {gleich|ohne Diskussion} bekommen', '{Saubere|Gute} Arbeit am Display'],
    ask: ['Geben Sie {bitte|doch} gleich ein Leihgerät mit', 'Bitte {Kosten|Preis} vorher nennen'],
    note: ['Reparaturannahme <model>, {Display|Akku|Ladebuchse}, Auftrag <order>', 'Kd. gibt <model> ab, {Display gebrochen|Akku schwach|Wasserschaden|Mikrofon stumm}, Auftrag <order>'],
  },
  roaming: {
    problem: ['<amount> für {ein paar Tage|eine Woche|<days> Tage} <country>, {das kann nicht sein|ist das Ihr Ernst}', 'Die Roaming-Rechnung {aus|für} <country> {verstehe ich nicht|ist ein Schock|ist völlig überzogen}', '{Plötzlich|Auf einmal} <amount> für Daten in <country>', 'Niemand hat mich {gewarnt|vorher informiert}, was das Internet in <country> kostet', 'Laut {SMS|Begrüßungs-SMS} war <country> {inklusive|dabei}, {berechnet|abgebucht} wurden trotzdem <amount>', 'In der {Roaming-Aufstellung|Auslandsrechnung} {fehlt|steht} {jede Erklärung|nur eine Summe}', 'Trotz {Auslandspaket|<tariff>} {zahle ich <amount> extra|soll ich <amount> zahlen} für <country>'],
    detail: ['{beruflich|auf Dienstreise|im Urlaub} vom <date> an', '!Daten {waren|hatte ich} ausgeschaltet', 'mein Tarif ist <tariff>', '!die Kostenbremse {hat nicht gegriffen|griff erst viel zu spät}', '!die Rechnung kam {vier Wochen|Wochen} später', '!als {Geschäftskunde|Studentin|Student} {reise ich viel|habe ich das Geld nicht übrig}'],
    praise: ['Im {Urlaub|Ausland} {alles wie zu Hause|keine bösen Überraschungen}', 'Die Kosten in <country> waren {klar|vorher bekannt}', 'Roaming-Rechnung {verständlich|nachvollziehbar}, {alles gut|passt}'],
    ask: ['{Erstatten Sie|Ich bitte um Erstattung von} <amount>', 'Bitte eine {Warnung|SMS}, bevor es teuer wird', 'Schlüsseln Sie die Kosten {bitte|endlich} {pro Tag|einzeln} auf', 'Ich {bitte um Erklärung|widerspreche der Rechnung}'],
    note: ['Kd. reklamiert Roaming <country>, <amount>, {Aufstellung erläutert|Kd. uneinsichtig}', 'Roaming-Rechnung <country> <amount>: {Kd. nicht informiert gewesen|keine Warn-SMS gesendet}, {Kulanz geprüft|an Abrechnung}', 'Geschäftskd., Dienstreise <country>, Beschwerde über <amount>'],
  },
  invoice: {
    problem: ['Auf der Rechnung {stehen|sind} <amount> {zu viel|für eine Option, die ich nie gebucht habe}', 'Die Rechnung {vom|für den} <date> {stimmt nicht|ist falsch|ist höher als sonst}', 'Ich {verstehe|begreife} die Rechnung {nicht|einfach nicht}', 'Der Rabatt für <tariff> {fehlt|wurde nicht abgezogen}', 'Jeden Monat {ein anderer Betrag|eine Überraschung}'],
    detail: ['es geht um <amount>', 'mein Tarif: <tariff>', '!in den Monaten davor {war es richtig|stimmte alles}', 'Rechnungsnummer <order>'],
    praise: ['Rechnung {klar und pünktlich|verständlich|immer korrekt}', '{Alles|Jeder Posten} {nachvollziehbar|sauber aufgelistet}', 'Monatlich {gleicher|derselbe} Betrag, {so soll es sein|prima}'],
    ask: ['Bitte {korrigieren|prüfen} Sie die Rechnung', 'Ich {bitte um|erwarte eine} Gutschrift über <amount>', 'Was ist {das für ein Posten|damit gemeint}?'],
    note: ['Rechnungsfrage <amount>, {erläutert|Gutschrift veranlasst}', 'Kd. versteht Posten {Drittanbieter|Option} nicht, {erklärt|gesperrt}', 'Rabatt <tariff> fehlte, {nachgetragen|korrigiert}'],
  },
} satisfies Record<string, Topic>;
