// What the phone itself says, in its own language. What the bot says comes from the bot.
const WORDS = {
  nl: {
    message: "Bericht", send: "Versturen", attach: "Bijlage", commands: "Menu", start: "Starten", bot: "bot",
    typing: "is aan het typen…", voice: "Spraakbericht", photo: "Foto", location: "Locatie", document: "Bestand",
    contact: "Contact", reply: "Beantwoorden", cancel: "Antwoord annuleren", edited: "bewerkt", you: "U",
    forwarded: "Doorgestuurd van", block: "Blokkeer de bot", unblock: "Deblokkeren", blocked: "geblokkeerd",
    language: "Taal van de telefoon", jump: "Naar het nieuwste bericht", phone: "Telefoon van", empty: "Nog geen berichten",
    nothing: "De bot heeft hier nog geen menu.", failed: "Dat lukte niet.", chat: "Gesprek",
  },
  ar: {
    message: "رسالة", send: "إرسال", attach: "إرفاق", commands: "القائمة", start: "ابدأ", bot: "بوت",
    typing: "يكتب الآن…", voice: "رسالة صوتية", photo: "صورة", location: "الموقع", document: "ملف",
    contact: "جهة اتصال", reply: "رد", cancel: "إلغاء الرد", edited: "معدّلة", you: "أنت",
    forwarded: "محوّلة من", block: "احظر البوت", unblock: "إلغاء الحظر", blocked: "محظور",
    language: "لغة الهاتف", jump: "إلى أحدث رسالة", phone: "هاتف", empty: "لا توجد رسائل بعد",
    nothing: "لا توجد قائمة بعد.", failed: "لم ينجح ذلك.", chat: "المحادثة",
  },
  en: {
    message: "Message", send: "Send", attach: "Attach", commands: "Menu", start: "Start", bot: "bot",
    typing: "is typing…", voice: "Voice message", photo: "Photo", location: "Location", document: "File",
    contact: "Contact", reply: "Reply", cancel: "Cancel reply", edited: "edited", you: "You",
    forwarded: "Forwarded from", block: "Block the bot", unblock: "Unblock", blocked: "blocked",
    language: "Language of the phone", jump: "To the newest message", phone: "Phone of", empty: "No messages yet",
    nothing: "The bot has no menu here yet.", failed: "That did not work.", chat: "Chat",
  },
};
const DATES = { nl: "nl-NL", ar: "ar-SY-u-nu-latn", en: "en-GB" };
const ZONE = "Europe/Amsterdam";

export const wordsOf = (language) => WORDS[language] ?? WORDS.en;
export const dayOf = (iso) => new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(new Date(iso));
export const timeOf = (iso) =>
  new Intl.DateTimeFormat("nl-NL", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
export const dateOf = (iso, language, options = { weekday: "long", day: "numeric", month: "long" }) =>
  new Intl.DateTimeFormat(DATES[language] ?? DATES.en, { timeZone: ZONE, ...options }).format(new Date(iso));
