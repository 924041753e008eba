/** The language that the catalogue is written in, and how dates, numbers and amounts are written in it (BCP 47). */
export const locale = "en-GB";
