import type { Topic } from './topic.ts';

/** German fragments: joining, changing, renewing, leaving. */
export const contractTopicsDe = {
  porting: {
    problem: ['Meine {alte Nummer|Rufnummer} ist {immer noch nicht|nach <days> Tagen nicht} {da|übertragen|mitgenommen}', 'Die Rufnummernmitnahme {zieht sich|hängt|dauert ewig}', 'Seit dem <date> bin ich {nicht erreichbar|ohne Nummer}', 'Der {alte Anbieter|bisherige Anbieter} sagt, {Nordfunk habe nichts geschickt|es liege an Ihnen}', 'Die Portierung wurde {zweimal|schon wieder} {verschoben|abgelehnt}'],
    detail: ['beantragt am <date>', 'Auftrag <order>', '!angeblich {passt das Geburtsdatum nicht|fehlt eine Freigabe}', '!beruflich bin ich auf die Nummer angewiesen', '!zugesagt war der <date>'],
    praise: ['Nummer {am zugesagten Tag|ohne Probleme|pünktlich} {da|übernommen}', 'Rufnummernmitnahme {lief von allein|war kinderleicht}', 'Kein Ausfall {beim Wechsel|bei der Umstellung}'],
    ask: ['Wann {kommt|habe ich} meine Nummer?', 'Nennen Sie mir {bitte|endlich} einen {festen|verlässlichen} Termin', 'Klären Sie das {bitte|doch} direkt mit dem alten Anbieter'],
    note: ['Portierung <order> {abgelehnt vom Altanbieter|verzögert}, Kd. {informiert|ungehalten}', 'Kd. fragt nach Rufnummernmitnahme, {Termin <date>|noch kein Termin}', 'Freigabe fehlt, {Kd. kümmert sich|erneut angestoßen}'],
  },
  contract_change: {
    problem: ['Die {Tarifänderung|Umstellung|Vertragsänderung} aus der Filiale {in|vom Standort} <place> ist {nach <days> Tagen nicht drin|nirgends angekommen}', 'Im Laden hieß es {zwei Tage|sofort}, jetzt {sind es|warte ich} <days> Tage', 'Die Filiale sagt, {der Innendienst|die Verwaltung} sei schuld, {die Hotline sagt, die Filiale|und umgekehrt}', 'Ich {zahle|bezahle} noch {immer|weiter} den alten Tarif, obwohl {am <date>|längst} geändert', 'Meine {neue Adresse|neue Bankverbindung|Änderung} {wurde nicht übernommen|ist verschwunden}'],
    detail: ['unterschrieben am <date> in <place>', 'gewünscht war <tariff>', 'Vorgang <order>', '!eine Bestätigung {kam nie|fehlt bis heute}', '!jetzt {muss ich|soll ich} das Formular {nochmal|zum zweiten Mal} ausfüllen'],
    praise: ['Vertragsänderung {am selben Tag|in einem Tag|sofort} erledigt', 'Wechsel zu <tariff> {klappte|lief} {problemlos|ohne Rückfrage}', 'Online geändert, {am nächsten Morgen|gleich} {bestätigt|aktiv}'],
    ask: ['Wer ist {dafür|jetzt} zuständig?', 'Bitte {bearbeiten|erledigen} Sie das {noch diese Woche|umgehend}', 'Buchen Sie die {Differenz|<amount>} zurück'],
    note: ['Änderung <order> aus Filiale <place> liegt {noch im Innendienst|unbearbeitet}, seit <date>', 'Kd. wartet auf Wechsel zu <tariff>, {Filiale verweist an uns|Formular nicht auffindbar}', 'Vertragsänderung nachgefasst, {Innendienst informiert|Frist <date>}'],
  },
  order: {
    problem: ['Die Bestellung {bricht|brach} {im letzten Schritt|bei der Zahlung} ab', 'Bestellt am <date>, {geliefert wurde nichts|keine Nachricht}', '{Geliefert|Gekommen} ist das falsche {Gerät|Modell}', 'Der {Preis|Betrag} an der Kasse war {höher|ein anderer}', 'Das Paket {liegt|steckt} seit <days> Tagen {im Lager|beim Paketdienst}'],
    detail: ['Bestellnummer <order>', 'bestellt war das <model>', '!der Paketdienst {klingelt nicht|war angeblich da}', 'mit <tariff>'],
    praise: ['{Bestellt|Abends bestellt}, am {nächsten|übernächsten} Tag da', 'Bestellung {einfach|in fünf Minuten erledigt|unkompliziert}', '<model> {gut verpackt|schnell geliefert}'],
    ask: ['Wo bleibt {meine Bestellung|das Paket}?', 'Bitte {stornieren|prüfen} Sie <order>'],
    note: ['Bestellung <order> {hängt in Bonitätsprüfung|beim Paketdienst}, Kd. informiert', 'Falsches Gerät geliefert, {Umtausch angelegt|Rücksendung veranlasst}'],
  },
  activation: {
    problem: ['Die SIM {lässt sich nicht|ließ sich nicht} {aktivieren|freischalten}', 'Seit <days> Tagen "{kein Dienst|nur Notrufe}"', 'Die Ausweisprüfung {bricht ständig ab|erkennt meinen Pass nicht}', 'Die PIN {stimmt nicht|fehlte im Brief}'],
    detail: ['im <model>', 'Karte aus dem Brief vom <date>', 'Auftrag <order>', '!die eSIM {wollte|ging} auch nicht'],
    praise: ['SIM rein, {lief|fertig}', 'In <minutes> Minuten {freigeschaltet|startklar}', 'Aktivierung {kinderleicht|ohne Hilfe geschafft}'],
    ask: ['Bitte {schalten Sie die Karte frei|schicken Sie eine neue Karte}', 'Erklären Sie das {bitte|doch} {einfacher|mit Bildern}'],
    note: ['Aktivierung SIM {manuell|nachträglich} ausgelöst', 'Kd. kommt mit Ausweisprüfung nicht klar, {Filiale <place> empfohlen|erklärt}'],
  },
  renewal: {
    problem: ['Neukunden {zahlen|bekommen <tariff> für} weniger als ich {nach Jahren|als Stammkunde}', 'Das Angebot zur Verlängerung {ist unverschämt|bringt mir nichts|passt nicht zu mir}', 'Ich {werde|wurde} {dauernd|dreimal die Woche} wegen Verlängerung {angerufen|angeschrieben}', 'Der Vertrag hat sich {von selbst|ungefragt} verlängert'],
    detail: ['<tariff> für <amount>', 'Kunde bin ich seit {acht|zehn|sechs} Jahren', 'das Angebot vom <date>', '!ein <model> {brauche|will} ich nicht'],
    praise: ['{Faires|Gutes|Passendes} Angebot zur Verlängerung', 'Als Stammkunde {belohnt|ernst genommen} worden', '<tariff> jetzt {günstiger|mit mehr Daten} als vorher'],
    ask: ['Machen Sie mir {bitte|doch} ein {ehrliches|besseres} Angebot', 'Keine Anrufe mehr, {bitte|nur Mail}'],
    note: ['Verlängerung <tariff> {angeboten|abgeschlossen}', 'Kd. verlangt Neukundenpreis, {Rabatt <amount> gewährt|abgelehnt}'],
  },
  cancellation: {
    problem: ['Ich kündige {hiermit|zum nächstmöglichen Termin}', 'Meine Kündigung {wurde nicht bestätigt|ignorieren Sie}', 'Nach der Kündigung {bucht|zieht} Nordfunk weiter {ab|Geld ein}', 'Kündigen {geht|kann man} {nur mit Hindernissen|kaum online}'],
    detail: ['Vertrag <tariff>', 'Kündigung vom <date>', '!Grund: {zu teuer|das Netz in <place>|der Service}', 'Vorgang <order>'],
    praise: ['Kündigung {ohne Theater|sofort bestätigt}', 'Fairer Abschied, {vielleicht komme ich wieder|danke}'],
    ask: ['{Bitte bestätigen Sie mir das schriftlich|Ich bitte um schriftliche Bestätigung} bis <date>', 'Sehen Sie von {Anrufen|Rückgewinnungsversuchen} ab'],
    note: ['Kd. kündigt <tariff>, Grund {Preis|Netz|Service}', 'Kündigungsbestätigung {erneut verschickt|angefordert}'],
  },
  payment: {
    problem: ['Trotz {Zahlung|Lastschrift} {kam|erhielt ich} eine Mahnung', 'Sie haben <amount> {doppelt|zweimal} abgebucht', 'Mein Anschluss {ist|wurde} wegen <amount> gesperrt', 'Die Abbuchung {kam|erfolgte} {zu früh|vor dem Termin}'],
    detail: ['bezahlt am <date>', '!Mahnung vom <date>', 'es geht um <amount>', '!die Bank {bestätigt|sieht} alles korrekt'],
    praise: ['Zahlung {schnell|unkompliziert} {geklärt|umgestellt}', 'Ratenzahlung {ging ohne Weiteres|fair gelöst}'],
    ask: ['{Entsperren|Prüfen} Sie das {bitte|sofort}', 'Bitte {Mahngebühr|<amount>} erstatten'],
    note: ['Mahnung trotz Zahlung, {storniert|Beleg angefordert}', 'Lastschrift <amount> zurück, {neues Konto hinterlegt|Ratenplan}'],
  },
  general: {
    problem: ['{So richtig|Wirklich} zufrieden bin ich {nicht|gerade nicht}', 'Nordfunk war {früher|mal} {besser|zuverlässiger}', 'Für den Preis {erwarte|erwartet man} {mehr|einfach mehr}', 'Das {dauert|ist} mir alles {zu lange|zu kompliziert}'],
    detail: ['seit {Jahren|<days> Monaten} Kunde', 'Tarif <tariff>', 'in <place>', 'mit <model>'],
    praise: ['{Rundum|Insgesamt|Im Großen und Ganzen} zufrieden', '{Alles|Bisher alles} {bestens|in Ordnung|ohne Probleme}', 'Preis und Leistung {passen|stimmen}', 'Seit Jahren {gern|zufrieden} bei Nordfunk'],
    ask: ['Bleiben Sie {bitte|einfach} erreichbar', 'Weniger {Werbung|Post} {bitte|wäre schön}'],
    note: ['Allgemeine Anfrage, {beantwortet|erledigt}', 'Adressänderung {aufgenommen|auf <place>}', 'Auskunft zu <tariff>'],
  },
} satisfies Record<string, Topic>;
