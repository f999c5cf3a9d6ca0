import type { Topic, TopicCode } from './topic.ts';

/** English fragments for every topic. */
export const topicsEn: Record<TopicCode, Topic> = {
  reception: {
    problem: ['{Hardly any|Almost no|Terrible} {signal|reception} at home in <place>', 'My phone shows {one bar|no service} {all day|most of the time} in <place>', 'I have to {go outside|stand at the window} to make a call', 'The network in <place> {keeps dropping out|is down several times a day}'],
    detail: ['!my neighbours on another network {are fine|have full bars}', '!on <date> it was gone {all day|for hours}', '!your coverage map {says|promises} it is {perfect|good} there', 'I live {right here|in the middle of town|on the edge of town}, <place>', 'with my <model>', '{noticed|tested} on <date>', '!the phone is the <model>, so it is not that'],
    praise: ['{Great|Rock-solid|Very good} {signal|coverage} {everywhere|in <place>}', 'No outage in <place> for {months|a year}', 'Even {in the basement|on the train} I have signal'],
    ask: ['When will you fix the mast in <place>?', 'I would like {a credit|some money back} for this'],
    note: ['cust. reports {weak|poor} signal at home in <place>', 'reception issue <place>, cell known as weak'],
  },
  dropped_calls: {
    problem: ['My calls {keep dropping|get cut off} {after a few minutes|mid-sentence|all the time}', '{Every|Nearly every} call {drops|is cut off} after {two|three|five} minutes', '{Constant|Permanent} dropped calls {although I have full bars|with full signal}', 'I {get|am} disconnected {all the time|several times a day}'],
    detail: ['phone is the <model> on version <software>', '!it started around <date>', '!my old phone never did that', '!already {restarted|swapped the SIM}', '!here in <place> it always worked before'],
    praise: ['No more dropped calls since the update', 'Calls in <place> are {clear|stable} now'],
    ask: ['What is {going on|wrong}?', 'Please check with the maker of the phone', 'I need my phone for work, please hurry'],
    note: ['dropped calls, device <model>, sw <software>, network at home fine', '<model> sw <software>: calls drop, SIM swapped, no change'],
  },
  data_speed: {
    problem: ['Internet is {painfully slow|unusable} in <place> {in the evening|at home}', 'Videos {buffer|stutter} all the time', 'I pay for 5G and get {nothing|Edge}'],
    detail: ['!measured {two|three|four} Mbit on <date>', 'on <tariff>', 'with my <model>'],
    praise: ['{Really|Very} fast data in <place>', 'Streaming on the train just works'],
    ask: ['Please look into it', 'Then I want to pay less'], note: ['complains about data speed in <place>', 'explained data volume of <tariff>'],
  },
  repair_status: {
    problem: ['The status of my repair has {been|said} "in progress" for <days> days', '{Nobody|No one} can tell me where my {<model>|phone} is', 'The repair status page is {useless|wrong|never updated}', 'I check {every day|twice a day} and nothing changes', 'My <model> was due on <date> and I have heard nothing'],
    detail: ['order <order>', 'handed in on <date> in <place>', '!the shop {knows nothing|cannot see anything} either', '!I was promised <days> working days'],
    praise: ['I always knew where my phone was', '{Clear|Helpful} repair updates by text'],
    ask: ['Where is my {phone|<model>}?', 'Give me {a real|an honest} date', 'Please call if it takes longer'],
    note: ['asks again about repair <order>, status unchanged for <days> days', 'repair <order> (<model>): workshop gives no data, cust. upset'],
  },
  repair: {
    problem: ['The repair took <days> days', 'My <model> came back {scratched|with the same fault}', 'I was charged <amount> for {a small thing|the screen}'],
    detail: ['order <order>', 'handed in at <place>', '!no loan phone was offered'], praise: ['Handing it in at <place> was {quick|easy}', 'The <model> is like new after <days> days'],
    ask: ['Tell me the price first, please', 'Offer a loan phone'], note: ['repair intake <model>, order <order>', 'hands in <model>, {broken screen|weak battery|water damage}, order <order>'],
  },
  roaming: {
    problem: ['<amount> for {a few days|a week|<days> days} in <country>, {seriously|really}', 'The roaming invoice for <country> is {a shock|impossible to understand|far too high}', 'Nobody {warned|told} me what data costs in <country>', 'Your text said <country> was included, {yet I paid|and then came} <amount>', 'The roaming list {explains nothing|is just one big sum}'],
    detail: ['I was there {on business|on holiday} from <date>', '!data was switched off', 'my tariff is <tariff>', '!the cost limit {did not work|kicked in far too late}'],
    praise: ['No {nasty|bad} surprises abroad', 'Roaming invoice {clear|easy to follow}'],
    ask: ['I want <amount> back', 'Warn me before it gets expensive', 'Please explain the charges {day by day|one by one}'],
    note: ['disputes roaming <country>, <amount>', 'business cust., trip to <country>, complains about <amount>, no warning text sent'],
  },
  invoice: {
    problem: ['I was charged <amount> {too much|for something I never ordered}', 'My invoice of <date> is {wrong|higher than usual}', 'I do not understand {my invoice|this item}'],
    detail: ['tariff <tariff>', 'invoice <order>', '!the months before were right'], praise: ['Invoice {clear|correct|on time}', 'Same amount every month, {good|as it should be}'],
    ask: ['Please {check|correct} it', 'What is this item?'], note: ['invoice question <amount>, explained', 'discount for <tariff> missing, corrected'],
  },
  waiting: {
    problem: ['I was on hold for <minutes> minutes', 'After <minutes> minutes {I was cut off|the line went dead}', 'It is {impossible|really hard} to {reach|get hold of} anyone'],
    detail: ['that was on <date>', '!the announcement promised five minutes', '!the music is {awful|unbearable}'], praise: ['Got through {straight away|in a minute}', '{Short|Hardly any} wait'],
    ask: ['Offer a callback', 'Hire more people'], note: ['upset about wait ({about|ca.} <minutes> min)', 'complaint about reachability'],
  },
  agent: {
    problem: ['The person on the phone {had no clue|was rude|was in a hurry}', 'Everyone tells me something different', 'I had to explain {everything|my case} {three|four} times', 'The promised callback never came'],
    detail: ['it was about <tariff>', 'on <date>', '!after <minutes> minutes still no solution'], praise: ['<agent> was {very friendly|really helpful|patient}', 'Solved {right away|in <minutes> minutes}', '{Competent|Friendly|Quick} help on the phone'],
    ask: ['Please have someone competent call me', 'Write down what was said'], note: ['unhappy with last call ({agent|with} <agent>)', 'general question about <tariff> answered'],
  },
  chat: {
    problem: ['The chat only {sent|gave me} canned answers', 'The chat {cut off|ended} after <minutes> minutes', 'Waited <minutes> minutes for a reply in the chat'], detail: ['it was about <tariff>', 'on <date>', '!I could not save the conversation'],
    praise: ['The chat {solved it|was done} in <minutes> minutes', 'Chat has become {much better|really good} lately', '<agent> in the chat was {great|very helpful}'], ask: ['Let humans answer', 'Send me the transcript'], note: ['cust. came from chat without result', 'praises chat of <date>'],
  },
  mail: {
    problem: ['No answer to my mail of <date>', 'It took you <days> days to reply', 'Your answer {misses the point|is about something else}'], detail: ['reference <order>', '!I wrote <times> already', 'it is about <tariff>'],
    praise: ['{Quick|Clear|Friendly} answer by mail', 'Good answer the next day'], ask: ['Please reply by <date>', 'Read my mail first'], note: ['asks about mail of <date>, still in queue', 'mail <order> prioritised'],
  },
  porting: {
    problem: ['My {old number|number} has {still not|not} been transferred after <days> days', 'The transfer was {postponed|rejected} again', 'I cannot be reached since <date>'], detail: ['requested on <date>', 'case <order>', '!my old provider blames you'],
    praise: ['Number moved {on the promised day|without a hitch}', 'Keeping my number was {easy|painless}'], ask: ['When do I get my number?', 'Give me a date I can trust'], note: ['porting <order> rejected by old provider, cust. informed', 'asks for date of number transfer'],
  },
  contract_change: {
    problem: ['The change I signed in the shop in <place> is not done after <days> days', 'The shop blames the back office, the back office {blames the shop|says nothing}', 'I still pay the old tariff although I changed on <date>'], detail: ['I wanted <tariff>', 'case <order>', '!no confirmation so far'],
    praise: ['Change {done the same day|active the next morning}', 'Moving to <tariff> was {easy|smooth}'], ask: ['Who is in charge?', 'Please do it this week'], note: ['change <order> from shop <place> still with back office', 'waiting for move to <tariff>'],
  },
  shop: {
    problem: ['Stood around in your shop in <place> for <minutes> minutes', 'They tried to sell me <tariff>', 'The shop in <place> sent me to the hotline and back'], detail: ['on <date>', 'I wanted the <model>', '!I even had an appointment'],
    praise: ['{Great|Honest|Patient} advice in <place>', '<agent> in <place> set up my <model>', 'No pushy selling in <place>, {lovely|good}'], ask: ['More staff in <place>, please', 'Keep your word'], note: ['was told something else in shop <place>', 'praises shop <place>'],
  },
  app: {
    problem: ['The app {crashes|freezes} {when I open my invoice|all the time}', 'The app keeps logging me out', 'Usage in the app is wrong'], detail: ['<model>, version <software>', '!reinstalled it <times>', '!worked before <date>'],
    praise: ['The app is {clear|fast|really good}', 'Usage at a glance, {love it|great}', 'Changed my plan in a minute in the app'], ask: ['Please fix it', 'A dark mode would be nice'], note: ['app trouble on <model>, reinstalled', 'password reset for app'],
  },
  web: { problem: ['I could not find {anything|the prices} on the website', 'The site {is slow|hangs|is confusing}'], detail: ['on <date>', 'with my <model>'], praise: ['{Clear|Simple} website', 'Found it {quickly|at once}'], ask: ['Keep it simple', 'Fewer ads'], note: ['stuck on website, walked through', 'question about <tariff>'] },
  order: { problem: ['Ordered on <date>, nothing arrived', 'Got the wrong {phone|item}', 'The order {failed|broke off} at payment'], detail: ['order <order>', 'it was the <model>'], praise: ['Ordered at night, here {the next day|two days later}', 'Ordering was {easy|quick}'], ask: ['Where is my order?', 'Please cancel <order>'], note: ['order <order> stuck in credit check', 'wrong item delivered, return started'] },
  activation: { problem: ['The SIM will not activate', 'The identity check {keeps failing|rejected my passport}'], detail: ['in my <model>', 'case <order>'], praise: ['Up and running in <minutes> minutes', 'Activation was {easy|a breeze}'], ask: ['Please activate my card', 'Explain it with pictures'], note: ['SIM activated by hand', 'stuck in identity check'] },
  renewal: { problem: ['New customers pay less than I do', 'The renewal offer {is a joke|does not fit}'], detail: ['<tariff> for <amount>', 'offer of <date>'], praise: ['{Fair|Good} renewal offer', 'More data for less with <tariff>'], ask: ['Make me a better offer', 'No more calls, please'], note: ['offered renewal <tariff>', 'wants new customer price'] },
  cancellation: { problem: ['I hereby cancel my contract', 'You still charge me after I cancelled'], detail: ['contract <tariff>', 'cancelled on <date>'], praise: ['Cancelled without any fuss', 'Fair goodbye'], ask: ['Please confirm in writing', 'Do not call me'], note: ['cancels <tariff>, reason price', 'confirmation sent again'] },
  payment: { problem: ['Got a reminder although I paid', 'You took <amount> twice'], detail: ['paid on <date>', 'it is about <amount>'], praise: ['Payment sorted quickly', 'Instalments were no problem'], ask: ['Please refund <amount>', 'Unblock my line'], note: ['reminder despite payment, cancelled', 'debit of <amount> returned'] },
  general: { problem: ['Not really {happy|satisfied} at the moment', 'Nordfunk used to be better'], detail: ['in <place>', 'on <tariff>', 'with my <model>'], praise: ['All {good|fine} so far', '{Happy|Satisfied} customer for years', 'Good value'], ask: ['Fewer ads, please', 'Stay reachable'], note: ['general question answered', 'address change to <place>'] },
};
