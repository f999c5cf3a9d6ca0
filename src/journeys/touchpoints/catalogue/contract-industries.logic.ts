export const telecomLines = `
website_visit|Besuch der Website|Visit to the website|awareness|web|secondary
advert_online|Online-Anzeige|Online advert|awareness|web|secondary|indirect
comparison_portal|Vergleichsportal|Comparison portal|consideration|partner|secondary|indirect
tariff_advice_shop|Tarifberatung im Shop|Tariff advice in the shop|consideration|shop|main|truth
tariff_advice_phone|Tarifberatung am Telefon|Tariff advice by phone|consideration|call_center|main
coverage_check|Netzabdeckung prüfen|Coverage check|consideration|web|secondary
online_order|Online-Bestellung|Online order|purchase|web|main
shop_purchase|Kauf im Shop|Purchase in the shop|purchase|shop|main
contract_documents|Vertragsunterlagen|Contract documents|purchase|mail|secondary
device_delivery|Lieferung des Geräts|Device delivery|onboarding|partner|main|indirect
sim_activation|Aktivierung der SIM-Karte|SIM activation|onboarding|app|main|truth
number_porting|Mitnahme der Rufnummer|Number porting|onboarding|web|main|truth
welcome_mail|Begrüßungsmail|Welcome e-mail|onboarding|mail|secondary
router_setup|Einrichtung des Routers|Router set-up|onboarding|other|main
mobile_network|Mobilfunknetz unterwegs|Mobile network on the move|use|network|main|truth
home_internet|Internet zu Hause|Internet at home|use|network|main|truth
monthly_invoice|Monatsrechnung|Monthly invoice|use|mail|main
roaming_invoice|Rechnung nach Auslandsreise|Invoice after roaming abroad|use|mail|main
customer_app|Kunden-App|Customer app|use|app|main
data_limit_notice|Hinweis auf verbrauchtes Datenvolumen|Notice of used-up data|use|sms|secondary
hotline_call|Anruf bei der Hotline|Hotline call|service|call_center|main|truth
chat_support|Hilfe im Chat|Help by chat|service|chat|main
fault_report|Störungsmeldung|Fault report|service|call_center|main|truth
technician_visit|Technikerbesuch|Technician visit|service|partner|main|truth indirect
repair_status|Stand der Reparatur|Repair status|service|web|main
complaint_reply|Antwort auf eine Beschwerde|Reply to a complaint|service|letter|main|truth
outage_information|Information bei Netzausfall|Outage information|service|sms|secondary
social_media_reply|Antwort in sozialen Medien|Reply on social media|service|social|secondary
renewal_offer|Angebot zur Verlängerung|Renewal offer|renewal|call_center|main
device_upgrade|Neues Gerät im Vertrag|Device upgrade|renewal|shop|main
cancellation|Kündigung|Cancellation|farewell|web|main|truth
final_invoice|Schlussrechnung|Final invoice|farewell|letter|secondary
`;

export const financeLines = `
website_visit|Besuch der Website|Visit to the website|awareness|web|secondary
branch_window|Auftritt der Filiale|Branch appearance|awareness|shop|secondary
recommendation|Empfehlung durch Bekannte|Recommendation by friends|awareness|other|secondary|indirect
comparison_portal|Vergleichsportal|Comparison portal|consideration|partner|secondary|indirect
first_consultation|Erstes Beratungsgespräch|First consultation|consideration|shop|main|truth
broker_advice|Beratung durch Makler|Advice by a broker|consideration|partner|main|indirect
online_calculator|Beitrags- und Kreditrechner|Premium and loan calculator|consideration|web|secondary
quote|Angebot|Quote|consideration|mail|main
identity_check|Legitimation per Video|Identity check by video|purchase|partner|main|indirect
account_opening|Kontoeröffnung|Opening an account|purchase|web|main|truth
policy_signing|Abschluss der Versicherung|Taking out a policy|purchase|shop|main
loan_decision|Kreditentscheidung|Loan decision|purchase|letter|main|truth
terms_and_conditions|Allgemeine Geschäftsbedingungen|Terms and conditions|purchase|letter|secondary
card_delivery|Zusendung von Karte und PIN|Card and PIN delivery|onboarding|letter|secondary
online_banking_setup|Einrichtung des Online-Bankings|Online banking set-up|onboarding|web|main
policy_documents|Versicherungsschein|Policy documents|onboarding|letter|secondary
banking_app|Banking-App|Banking app|use|app|main
cash_machine|Geldautomat|Cash machine|use|shop|main
card_payment|Zahlung mit der Karte|Card payment|use|partner|main|indirect
account_statement|Kontoauszug|Account statement|use|mail|secondary
premium_notice|Beitragsrechnung|Premium notice|use|letter|secondary
adviser_meeting|Jahresgespräch|Annual review meeting|use|shop|main
hotline_call|Anruf im Kundencenter|Call to the service centre|service|call_center|main
card_blocking|Karte sperren lassen|Blocking a card|service|call_center|main|truth
claim_report|Schadenmeldung|Reporting a claim|service|app|main|truth
claim_assessor|Besuch des Gutachters|Assessor visit|service|partner|main|indirect
claim_settlement|Regulierung des Schadens|Claim settlement|service|letter|main|truth
fraud_alert|Betrugswarnung|Fraud alert|service|sms|main|truth
complaint_reply|Antwort auf eine Beschwerde|Reply to a complaint|service|letter|main|truth
premium_increase|Mitteilung über Beitragserhöhung|Notice of a premium increase|renewal|letter|main
interest_rate_renewal|Anschlusszins der Finanzierung|Mortgage rate renewal|renewal|shop|main
cancellation|Kündigung von Konto oder Vertrag|Closing an account or policy|farewell|letter|main
`;
