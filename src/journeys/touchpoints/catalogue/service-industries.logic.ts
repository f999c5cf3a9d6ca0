export const retailLines = `
store_window|Schaufenster|Shop window|awareness|shop|secondary
newsletter|Newsletter|Newsletter|awareness|mail|secondary
influencer_post|Beitrag eines Influencers|Influencer post|awareness|social|secondary|indirect
product_search|Produktsuche|Product search|consideration|web|main
product_page|Produktseite|Product page|consideration|web|main
customer_reviews|Bewertungen anderer Kunden|Reviews by other customers|consideration|web|secondary|indirect
sales_advice|Beratung im Geschäft|Advice in the shop|consideration|shop|main|truth
fitting_room|Umkleidekabine|Fitting room|consideration|shop|secondary
stock_check|Verfügbarkeit in der Filiale|Stock check for a shop|consideration|web|secondary
basket|Warenkorb|Basket|purchase|web|main
online_checkout|Bezahlen im Onlineshop|Online checkout|purchase|web|main|truth
till|Kasse|Till|purchase|shop|main|truth
self_checkout|Selbstbedienungskasse|Self-checkout|purchase|shop|secondary
marketplace_purchase|Kauf auf einem Marktplatz|Marketplace purchase|purchase|partner|secondary|indirect
order_confirmation|Bestellbestätigung|Order confirmation|purchase|mail|secondary
delivery_tracking|Sendungsverfolgung|Delivery tracking|onboarding|web|main
parcel_delivery|Zustellung des Pakets|Parcel delivery|onboarding|partner|main|truth indirect
click_and_collect|Abholung im Geschäft|Click and collect|onboarding|shop|main
unboxing|Auspacken|Unpacking|onboarding|other|secondary
product_use|Nutzung des Produkts|Using the product|use|other|main|truth
instructions|Gebrauchsanleitung|Instructions|use|letter|secondary
loyalty_card|Kundenkarte|Loyalty card|use|app|secondary
invoice|Rechnung|Invoice|use|mail|secondary
service_call|Anruf beim Kundenservice|Call to customer service|service|call_center|main
chat_support|Hilfe im Chat|Help by chat|service|chat|secondary
return_parcel|Rücksendung|Return by parcel|service|partner|main
return_in_store|Rückgabe im Geschäft|Return in the shop|service|shop|main|truth
refund|Erstattung|Refund|service|mail|main|truth
warranty_repair|Reparatur auf Garantie|Warranty repair|service|partner|main|indirect
complaint_reply|Antwort auf eine Beschwerde|Reply to a complaint|service|mail|main|truth
personal_offer|Persönliches Angebot|Personal offer|renewal|mail|secondary
subscription_renewal|Verlängerung des Abonnements|Subscription renewal|renewal|mail|secondary
account_deletion|Löschung des Kundenkontos|Deleting the account|farewell|web|secondary
`;

export const utilitiesLines = `
website_visit|Besuch der Website|Visit to the website|awareness|web|secondary
doorstep_sales|Vertreter an der Haustür|Doorstep sales|awareness|partner|secondary|indirect
comparison_portal|Vergleichsportal|Comparison portal|consideration|partner|secondary|indirect
tariff_calculator|Tarifrechner|Tariff calculator|consideration|web|main
energy_advice|Energieberatung|Energy advice|consideration|shop|main
solar_offer|Angebot für Solaranlage|Solar panel offer|consideration|mail|secondary
contract_online|Vertragsabschluss online|Signing up online|purchase|web|main
supplier_switch|Wechsel des Versorgers|Switching supplier|onboarding|web|main|truth
moving_in|Anmeldung beim Einzug|Registration when moving in|onboarding|web|main|truth
welcome_letter|Begrüßungsschreiben|Welcome letter|onboarding|letter|secondary
house_connection|Hausanschluss|House connection|onboarding|partner|main|indirect
meter_installation|Einbau des Zählers|Meter installation|onboarding|partner|main|indirect
power_supply|Stromversorgung|Power supply|use|network|main|truth
water_quality|Wasserqualität|Water quality|use|network|main
heat_supply|Wärmeversorgung|Heat supply|use|network|main
meter_reading|Zählerablesung|Meter reading|use|app|main
annual_statement|Jahresabrechnung|Annual statement|use|letter|main|truth
instalment_change|Anpassung des Abschlags|Change of the instalment|use|web|main
consumption_overview|Verbrauchsübersicht|Consumption overview|use|app|secondary
charging_station|Ladesäule|Charging station|use|network|main
price_change_letter|Schreiben zur Preisänderung|Price change letter|use|letter|main|truth
customer_centre|Kundenzentrum|Customer centre|service|shop|main
hotline_call|Anruf beim Kundenservice|Call to customer service|service|call_center|main
outage_hotline|Störungsdienst|Outage hotline|service|call_center|main|truth
outage_information|Information bei Ausfall|Outage information|service|sms|main
technician_visit|Besuch des Technikers|Technician visit|service|partner|main
payment_reminder|Mahnung|Payment reminder|service|letter|secondary
payment_plan|Ratenzahlung vereinbaren|Agreeing a payment plan|service|call_center|main|truth
complaint_reply|Antwort auf eine Beschwerde|Reply to a complaint|service|letter|main|truth
contract_renewal|Verlängerung des Vertrags|Contract renewal|renewal|mail|main
moving_out|Abmeldung beim Auszug|Deregistration when moving out|farewell|web|main
final_statement|Schlussrechnung|Final statement|farewell|letter|secondary
`;

export const hospitalityLines = `
travel_inspiration|Reise-Inspiration|Travel inspiration|awareness|social|secondary|indirect
website_visit|Besuch der Website|Visit to the website|awareness|web|secondary
review_portal|Bewertungsportal|Review portal|consideration|partner|secondary|indirect
travel_agency|Beratung im Reisebüro|Travel agency advice|consideration|partner|main|indirect
availability_search|Suche nach Zimmern und Reisen|Search for rooms and trips|consideration|web|main
booking_request|Anfrage per E-Mail|Enquiry by e-mail|consideration|mail|main
online_booking|Online-Buchung|Online booking|purchase|web|main|truth
booking_portal|Buchung über ein Portal|Booking through a portal|purchase|partner|main|indirect
booking_confirmation|Buchungsbestätigung|Booking confirmation|purchase|mail|secondary
pre_arrival_mail|Nachricht vor der Anreise|Message before arrival|onboarding|mail|secondary
arrival_transfer|Transfer zur Unterkunft|Transfer to the hotel|onboarding|partner|main|indirect
parking|Parken|Parking|onboarding|other|secondary
check_in|Check-in|Check-in|onboarding|shop|main|truth
mobile_check_in|Check-in in der App|Check-in in the app|onboarding|app|secondary
first_room_impression|Erster Eindruck vom Zimmer|First impression of the room|onboarding|other|main|truth
room_cleanliness|Sauberkeit des Zimmers|Cleanliness of the room|use|other|main|truth
breakfast|Frühstück|Breakfast|use|other|main
restaurant|Restaurant und Bar|Restaurant and bar|use|other|main
wifi|WLAN|Wi-Fi|use|network|main
wellness|Wellness und Sport|Spa and sports|use|other|secondary
excursion|Ausflug|Excursion|use|partner|secondary|indirect
on_board|An Bord|On board|use|partner|main|indirect
guest_app|Gäste-App|Guest app|use|app|secondary
reception_request|Bitte an der Rezeption|Request at reception|service|shop|main
room_service|Zimmerservice|Room service|service|call_center|secondary
complaint_on_site|Beschwerde vor Ort|Complaint on site|service|shop|main|truth
delay_information|Information bei Verspätung|Delay information|service|sms|main|truth
rebooking|Umbuchung|Rebooking|service|call_center|main
cancellation_refund|Storno und Erstattung|Cancellation and refund|service|mail|main|truth
check_out|Check-out und Rechnung|Check-out and bill|farewell|shop|main
review_invitation|Bitte um Bewertung|Invitation to review|farewell|mail|secondary
loyalty_programme|Treueprogramm|Loyalty programme|renewal|app|secondary
return_offer|Angebot zum Wiederkommen|Offer to come again|renewal|mail|secondary
`;

export const publicHealthLines = `
website_information|Informationen auf der Website|Information on the website|awareness|web|main
information_leaflet|Faltblatt|Leaflet|awareness|letter|secondary
referral|Überweisung durch Arztpraxis|Referral by a doctor|awareness|partner|main|indirect
service_number|Anruf bei der Servicenummer|Call to the service number|consideration|call_center|main
find_responsibility|Zuständigkeit finden|Finding who is responsible|consideration|web|main
appointment_online|Termin online buchen|Booking an appointment online|purchase|web|main|truth
appointment_phone|Termin am Telefon vereinbaren|Booking an appointment by phone|purchase|call_center|main
appointment_reminder|Terminerinnerung|Appointment reminder|onboarding|sms|secondary
application_form|Antragsformular|Application form|purchase|web|main|truth
document_upload|Unterlagen hochladen|Uploading documents|purchase|web|secondary
receipt_confirmation|Eingangsbestätigung|Confirmation of receipt|onboarding|mail|secondary
signage|Wegweiser im Gebäude|Signs in the building|onboarding|other|secondary
reception|Empfang und Anmeldung|Reception|onboarding|shop|main|truth
waiting_room|Wartezeit vor Ort|Waiting on site|onboarding|shop|main|truth
counter_conversation|Gespräch am Schalter|Conversation at the counter|use|shop|main|truth
doctor_conversation|Gespräch mit Arzt oder Ärztin|Conversation with the doctor|use|shop|main|truth
treatment|Behandlung|Treatment|use|shop|main|truth
nursing|Pflege auf der Station|Nursing on the ward|use|shop|main|truth
hospital_meals|Essen auf der Station|Meals on the ward|use|shop|secondary
test_results|Befund erhalten|Receiving test results|use|app|main
prescription|Rezept|Prescription|use|app|main
fee_notice|Gebührenbescheid|Fee notice|use|letter|secondary
decision_letter|Bescheid|Decision letter|use|letter|main|truth
progress_enquiry|Frage nach dem Stand|Asking about progress|service|call_center|main
progress_online|Stand des Antrags online|Progress of the application online|service|web|main
emergency_admission|Notaufnahme|Emergency admission|service|shop|main|truth
insurer_enquiry|Rückfrage der Krankenkasse|Enquiry by the insurer|service|partner|secondary|indirect
objection|Widerspruch|Objection|service|letter|main
complaint_reply|Antwort auf eine Beschwerde|Reply to a complaint|service|letter|main|truth
check_up_invitation|Einladung zur Vorsorge|Invitation to a check-up|renewal|letter|secondary
document_renewal|Ausweis verlängern|Renewing an identity document|renewal|shop|main
discharge|Entlassung|Discharge|farewell|shop|main|truth
aftercare_call|Anruf nach der Entlassung|Call after discharge|farewell|call_center|secondary
`;
