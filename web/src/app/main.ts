import { loadWords } from '../ui/words/index.ts';

// English is in this chunk already, and is there at once; another language's words come before anything is drawn in them.
const language = await loadWords(navigator.languages).catch(() => 'en');
document.documentElement.lang = language;
await import('./firelink-app.ts');
