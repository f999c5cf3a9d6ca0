import { type Calendar, DAY_MS } from '../calendar.ts';
import { BUGGY_MODEL, type Phone, phoneMarket, phones } from '../catalogue/phones.ts';
import { type CellMap, type Place, placeMarket, places, streets } from '../catalogue/places.ts';
import { type Tariff, dataCard, tariffs } from '../catalogue/tariffs.ts';
import { type Random, Weighted, itemAt } from '../random.ts';
import type { Channel, DemoAddress, DemoContract, DemoDevice, DemoCustomer, EventContext, Language } from '../shapes.ts';
import { companyForms, companyWords, englishFirstNames, firstNames, mailDomains, mailName, mobileNumber, surnames } from './names.ts';
import type { Person } from './person.ts';

type Segment = DemoCustomer['traits']['segment'];
type Home = { place: Place; street: string; houseNumber: string; surname: string; householdId: string | null; sharedPhone: string | null; accountId: string | null; tabletId: string | null };
type Wish = { segment: Segment; kind?: 'company'; name?: string; phone?: Phone; software?: string; language?: Language };

const CHANNELS = new Weighted<Channel>([['mail', 30], ['sms', 20], ['app', 22], ['call_center', 18], ['letter', 6], ['chat', 4]]);
const TRIPS_PER_YEAR: Record<Segment, number> = { private: 0.06, family: 0.05, senior: 0.04, young_traveller: 2.4, business: 0 };
const WEB_SYSTEMS = [['desktop', 'Windows', '11'], ['desktop', 'macOS', '15'], ['mobile', 'Android', '15'], ['mobile', 'iOS', '18']] as const;

export class PeopleFactory {
  private readonly random: Random;
  private readonly calendar: Calendar;
  private readonly cellMap: CellMap;
  private sequence = 0;
  private mobiles = 0;
  private groups = 0;
  private readonly landlines = new Map<string, number>();

  constructor(random: Random, calendar: Calendar, cellMap: CellMap) {
    this.random = random;
    this.calendar = calendar;
    this.cellMap = cellMap;
  }

  /** The customer of the desk story: Hamburg, good cell, buggy phone, customer for years. */
  hero(): Person {
    const home = this.home(places.find((place) => place.city === 'Hamburg') ?? itemAt(places, 0), 'Petersen');
    const phone = phones.find((candidate) => candidate.model === BUGGY_MODEL) ?? itemAt(phones, 0);
    const hero = this.person({ ...home, sharedPhone: null }, { segment: 'private', name: 'Jana', phone, software: '4.1', language: 'de' });
    hero.startDay = -900;
    hero.endDay = Number.POSITIVE_INFINITY;
    const since = this.calendar.dateOf(hero.startDay);
    hero.record.traits.customerSince = since;
    itemAt(hero.record.addresses, 0).validFrom = since;
    hero.record.contracts.splice(1);
    for (const contract of hero.record.contracts) Object.assign(contract, { startsOn: since, endsOn: null });
    hero.nextPhone.ownedTo = null;
    return hero;
  }

  single(): Person {
    const roll = this.random.next();
    const segment: Segment = roll < 0.12 ? 'young_traveller' : roll < 0.3 ? 'senior' : roll < 0.34 ? 'business' : 'private';
    return this.person(this.home(placeMarket.draw(this.random)), { segment });
  }

  /** People of one home: one address, often one telephone and one tablet for all. */
  household(size: number): Person[] {
    this.groups += 1;
    const home = this.home(placeMarket.draw(this.random));
    home.householdId = `H-${100_000 + this.groups}`;
    if (this.random.chance(0.55)) home.sharedPhone = this.familyPhone(home.place);
    if (this.random.chance(0.25)) home.tabletId = `tab-${this.groups.toString(36)}-${this.random.int(0, 1e9).toString(36)}`;
    return Array.from({ length: size }, (_, index) => this.person(home, { segment: index >= 2 && this.random.chance(0.2) ? 'young_traveller' : 'family' }));
  }

  /** A firm with the account and the people who carry its phones. */
  company(employees: number): Person[] {
    this.groups += 1;
    const home = this.home(placeMarket.draw(this.random));
    const name = `${this.random.pick(companyWords)} ${home.surname} ${this.random.pick(companyForms)}`;
    const firm = this.person(home, { segment: 'business', kind: 'company', name });
    const members = Array.from({ length: Math.max(0, employees - 1) }, () =>
      this.person({ ...home, surname: this.random.pick(surnames), accountId: firm.userId }, { segment: 'business' }));
    return [firm, ...members];
  }

  private home(place: Place, surname = this.random.pick(surnames)): Home {
    const houseNumber = `${this.random.int(1, 140)}${this.random.chance(0.15) ? this.random.pick(['a', 'b', 'c']) : ''}`;
    return { place, street: this.random.pick(streets), houseNumber, surname, householdId: null, sharedPhone: null, accountId: null, tabletId: null };
  }

  private familyPhone(place: Place): string {
    const used = this.landlines.get(place.city) ?? 0;
    if (place.landlinePrefix && used < 1000) {
      this.landlines.set(place.city, used + 1);
      return place.landlinePrefix + String(used).padStart(3, '0');
    }
    return this.nextMobile();
  }

  private nextMobile(): string {
    this.mobiles += 1;
    return mobileNumber(this.mobiles - 1);
  }

  private person(home: Home, wish: Wish): Person {
    const { random, calendar } = this;
    this.sequence += 1;
    const userId = `K-${100_000 + this.sequence}`;
    const isBusiness = wish.segment === 'business';
    const language: Language = wish.language ?? (random.chance(0.25) ? 'en' : 'de');
    const firstName = wish.kind === 'company' ? null : wish.name ?? random.pick(language === 'en' && random.chance(0.6) ? englishFirstNames : firstNames);
    const name = wish.kind === 'company' ? wish.name ?? '' : `${firstName} ${home.surname}`;
    const startDay = random.chance(0.82) ? -random.int(5, 2200) : random.int(3, calendar.days - 4);
    const leavesAt = Math.max(startDay, 0) + random.int(45, 900);
    const endDay = random.chance(0.3) && leavesAt < calendar.days ? leavesAt : Number.POSITIVE_INFINITY;
    const mobile = this.nextMobile();
    const addresses = this.addresses(home, startDay);
    const cell = this.cellMap.cells.find((candidate) => candidate.code === itemAt(addresses, addresses.length - 1).cell);
    const contracts = this.contracts(wish.segment, mobile, startDay, endDay);
    const devices = this.devices(wish, startDay, endDay);
    const nextPhone = itemAt(devices, devices.length - 1);
    const phoneChangeDay = Math.round((Date.parse(nextPhone.ownedFrom) - calendar.startMs) / DAY_MS);
    const phone = phoneChangeDay > 0 ? itemAt(devices, 0) : nextPhone;
    const hasApp = wish.kind !== 'company' && random.chance(wish.segment === 'senior' ? 0.35 : 0.74);
    const [webType, webSystem, webVersion] = random.pick(WEB_SYSTEMS);
    const locale = language === 'de' ? 'de-DE' : 'en-GB';
    const record: DemoCustomer = {
      userId, kind: wish.kind ?? 'person', name, firstName, lastName: wish.kind === 'company' ? null : home.surname,
      email: random.chance(0.94) ? this.mail(firstName, home.surname, wish.kind === 'company') : null,
      phone: home.sharedPhone ?? mobile, language, birthYear: wish.kind === 'company' ? null : this.birthYear(wish.segment),
      householdId: home.householdId, accountId: home.accountId, addresses, contracts, devices,
      traits: {
        segment: wish.segment, preferredChannel: CHANNELS.draw(random), newsletter: random.chance(0.55), hasApp,
        customerSince: calendar.dateOf(startDay), homeCell: cell?.code ?? '', homeCellQuality: cell?.quality ?? 0,
      },
    };
    return {
      record, userId, startDay, endDay, isBusiness, isYoungTraveller: wish.segment === 'young_traveller',
      tripsPerYear: isBusiness && wish.kind !== 'company' && random.chance(0.55) ? 8 : TRIPS_PER_YEAR[wish.segment],
      hasWeakCell: (cell?.quality ?? 100) < 60,
      hasBuggyPhone: nextPhone.model === BUGGY_MODEL && nextPhone.software < '4.2' && (cell?.quality ?? 0) >= 75,
      hasTechnicalInterest: random.chance(0.2), language, city: cell?.city ?? '', cell: cell?.code ?? '', cellQuality: cell?.quality ?? 0,
      phone, nextPhone, phoneChangeDay, tariffName: itemAt(contracts, 0).tariffName, monthlyPriceCents: contracts.reduce((sum, contract) => sum + contract.monthlyPriceCents, 0),
      webId: this.anonymousId('web'), appId: this.anonymousId('app'), tabletId: home.tabletId, hasApp, isAppKnown: false,
      invoiceDayOfMonth: 1 + (this.sequence % 28), loyalty: random.normal(), generosity: random.normal(), lastSurveyDay: -1000,
      webContext: { device: { type: webType }, os: { name: webSystem, version: webVersion }, locale },
      appContext: appContextOf(phone, locale),
    };
  }

  private anonymousId(kind: string): string {
    return `${kind}-${this.sequence.toString(36)}-${this.random.int(0, 2_000_000_000).toString(36)}`;
  }

  private mail(firstName: string | null, surname: string, isCompany: boolean): string {
    if (isCompany) return `info${this.sequence}@${mailName(surname)}-firma.example`;
    return `${mailName(firstName ?? '')}.${mailName(surname)}${this.sequence}@${this.random.pick(mailDomains)}`;
  }

  private birthYear(segment: Segment): number {
    const year = new Date(this.calendar.untilMs).getUTCFullYear();
    if (segment === 'young_traveller') return year - this.random.int(18, 29);
    if (segment === 'senior') return year - this.random.int(66, 88);
    return year - this.random.int(24, 65);
  }

  private addresses(home: Home, startDay: number): DemoAddress[] {
    const { random, calendar } = this;
    const at = (from: Home, cell: string, validFrom: string, validTo: string | null): DemoAddress => ({
      street: from.street, houseNumber: from.houseNumber, postalCode: from.place.postalCode, city: from.place.city, country: 'DE', cell, validFrom, validTo,
    });
    const cell = this.cellMap.cellAt(home.place, random).code;
    const since = calendar.dateOf(startDay);
    if (home.householdId || home.accountId || !random.chance(0.07) || startDay > calendar.days - 90) return [at(home, cell, since, null)];
    const movedOn = calendar.dateOf(random.int(Math.max(0, startDay) + 30, calendar.days - 20));
    const former = this.home(placeMarket.draw(random), home.surname);
    return [at(former, this.cellMap.cellAt(former.place, random).code, since, movedOn), at(home, cell, movedOn, null)];
  }

  private contracts(segment: Segment, msisdn: string, startDay: number, endDay: number): DemoContract[] {
    const audience = segment === 'business' ? 'business' : segment === 'young_traveller' ? 'young' : segment === 'family' ? 'family' : 'private';
    const tariff = this.random.pick(tariffs.filter((candidate) => candidate.audience === audience));
    const of = (sold: Tariff, suffix: string, number: string): DemoContract => ({
      contractNumber: `V-${500_000 + this.sequence}-${suffix}`, tariffCode: sold.code, tariffName: sold.name, msisdn: number,
      startsOn: this.calendar.dateOf(startDay), endsOn: endDay === Number.POSITIVE_INFINITY ? null : this.calendar.dateOf(endDay),
      monthlyPriceCents: sold.monthlyPriceCents + (this.random.chance(0.2) ? 500 : 0),
    });
    return this.random.chance(0.13) ? [of(tariff, '1', msisdn), of(dataCard, '2', this.nextMobile())] : [of(tariff, '1', msisdn)];
  }

  private devices(wish: Wish, startDay: number, endDay: number): DemoDevice[] {
    const { random, calendar } = this;
    const currentSince = random.chance(0.4) ? Math.max(startDay, calendar.days - random.int(80, 420)) : startDay;
    const own = (phone: Phone, from: number, to: number | null, software = random.pick(phone.versions)): DemoDevice => ({
      serialNumber: `${phone.manufacturer.slice(0, 2).toUpperCase()}${String(random.int(0, 999_999_999)).padStart(9, '0')}${this.sequence}`,
      manufacturer: phone.manufacturer, model: phone.model, software, ownedFrom: calendar.dateOf(from), ownedTo: to === null ? null : calendar.dateOf(to),
    });
    const until = endDay === Number.POSITIVE_INFINITY ? null : endDay;
    const model = wish.phone ?? phoneMarket.draw(random);
    const current = own(model, currentSince, until, wish.software ?? random.pick(model.versions));
    return currentSince > startDay ? [own(phoneMarket.draw(random), startDay, currentSince), current] : [current];
  }
}

function appContextOf(phone: DemoDevice, locale: string): EventContext {
  return {
    device: { type: 'mobile', manufacturer: phone.manufacturer, model: phone.model },
    os: { name: `${phone.manufacturer} OS`, version: phone.software }, app: { name: 'Mein Nordfunk', version: '7.3.0' }, locale,
  };
}

/** The new phone takes over, in the app's context too. */
export function changePhone(person: Person): void {
  person.phone = person.nextPhone;
  person.appContext = appContextOf(person.phone, person.appContext.locale ?? 'de-DE');
}
