import type { Frames } from './topic.ts';

/** What stands around the matter itself in English texts. */
export const framesEn: Frames = {
  greeting: ['Dear Sir or Madam,', 'Hello,', 'Hi there,', 'Dear Nordfunk team,', 'Good morning,', 'To whom it may concern,'],
  chatGreeting: ['hi', 'Hello', 'hey', 'Good evening', 'Hi, quick question', 'hello there', 'Hi team'],
  opener: ['I {have|need} to {complain|get in touch} {about the following|again}.', 'I have been a customer for {years|ages} and I am {really|quite} {disappointed|annoyed}.', 'this is {the second time|not the first time} I am writing.', '{please help|could you please look into this}.', 'I {am writing because|got no answer on the phone, so here it is}:', 'I am {slowly|honestly} running out of patience.'],
  lead: ['Well,', 'Honestly:', 'In short:', 'My impression:', 'Hm.', 'This time:', 'As always:', 'On <date>:', 'To be fair:', 'So.', 'Verdict:', 'Oh well.'],
  anger: ['This is {unacceptable|ridiculous|a joke|really poor}.', 'I am {furious|really upset|fed up|very disappointed}.', 'That is {no way|not how} to treat a customer.', 'I am {seriously|already} thinking of {leaving|switching}.', '{Never again|What a mess|Shocking}!', 'I feel {ignored|let down|not taken seriously}.', 'It {costs|is costing} me {time and nerves|a lot of time}.'],
  calm: ['{A pity|Shame}, {it could be better|that was not needed}.', 'Otherwise {I am happy|it works}.', 'There is {room|plenty of room} for improvement.', 'Apart from that {no complaints|all fine}.'],
  joy: ['{Thank you|Thanks a lot|Many thanks}!', 'Keep {it up|up the good work}!', '{Great|Excellent|Lovely|Brilliant} {service|work}.', 'I {will recommend you|am happy to stay}.', '{Could not be better|Better than expected}.'],
  demand: ['I expect {an answer|a reply} by <date>.', '{Otherwise|If not} I will {cancel|switch providers}.', 'Please {call me back|confirm|sort this out}.', 'I expect {a refund|a solution|some compensation}.', '{What happens next|How will you fix this}?'],
  wish: ['{It would be nice|I would like it} if this {was faster|got better}.', 'Please {improve this|take it seriously}.', 'This {should be|needs to be} {easier|quicker|clearer}.'],
  middling: ['{It was|Was} {okay|all right|fine}, {nothing more|no more, no less}', '{So-so|Average|Mixed feelings}', 'Worked {in the end|eventually}', '{Does|Did} the job', 'As {expected|usual}'],
  closing: ['Kind regards', 'Best regards', 'Regards', 'Yours sincerely', 'Thanks'],
  noteStart: ['', '', 'Inbound call. ', 'English-speaking cust. ', 'Follow-up call. ', 'Cust. verified. '],
  noteEnd: ['callback promised {by <date>|within 24 h}', 'cust. {informed|happy|waiting for reply}', 'ticket <order> opened', 'passed to {tech|billing|back office}', 'no further action', 'credit of <amount> {booked|offered}', 'follow up on <date>'],
  noteMoodBad: ['cust. {very upset|angry|loud|disappointed}', 'threatens to {cancel|switch}', 'wants a supervisor', 'does not accept explanation'],
  noteMoodGood: ['cust. {calm|polite|friendly}', 'cust. {says thanks|very happy}', 'accepts explanation'],
  answer: ['thank you for your {message|patience}. {We have looked into it|Your request is with the right team now}.', 'we are sorry {for the trouble|that you had to wait}. {We are on it|Case <order> is in progress}.', 'we have {corrected this|passed case <order> to our specialists} and will be in touch by <date>.', 'happy to help: {the change is booked|a credit of <amount> comes with your next invoice}.'],
  answerClosing: ['Your Nordfunk customer service', 'Kind regards, <agent>', 'Best regards, <agent>, Nordfunk'],
  subject: {
    reception: ['No signal in <place>', 'Poor reception'], dropped_calls: ['Calls keep dropping', 'Dropped calls on <model>'], data_speed: ['Slow internet', 'Data speed in <place>'],
    repair_status: ['Where is my <model>?', 'Repair <order>', 'Repair status'], repair: ['Repair <order>', 'Complaint about a repair'], roaming: ['Roaming invoice <country>', '<amount> for <country>?', 'Charges abroad'],
    invoice: ['Wrong invoice', 'Question about my invoice'], waiting: ['Cannot reach you', 'Waiting time'], agent: ['Complaint about a call', 'Your service'], chat: ['Chat', 'After the chat'], mail: ['Still no answer', 'Second request <order>'],
    porting: ['Keeping my number', 'Number transfer <order>'], contract_change: ['Change of contract not done', 'Change <order>'], shop: ['Your shop in <place>'], app: ['App trouble', 'Your app'], web: ['Your website'], order: ['Order <order>', 'Delivery missing'],
    activation: ['SIM activation'], renewal: ['Renewal', 'Offer <tariff>'], cancellation: ['Cancellation', 'Leaving <tariff>'], payment: ['Reminder', 'Debit of <amount>'], general: ['Question', 'Question about <tariff>'],
  },
};
