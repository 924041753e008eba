import * as z from "zod/mini";
import en from "zod/v4/locales/en.js";

/** zod/mini brings no words of its own: without these every error would read "Invalid input". */
z.config(en());
