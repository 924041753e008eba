/** How long a page may take for anything: ten times what a busy machine needs, and only a fault takes all of it. */
export const patienceMs = 60_000;
