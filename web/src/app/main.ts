import { loadWords } from '../ui/words/index.ts';
import { readRoute } from './routes.ts';

// Whoever opens a link needs all of it: fetched side by side, and not each part by the one before it.
if (readRoute(new URL(location.href)).page === 'call') {
  for (const part of [import('./call-page.ts'), import('./backend.ts')]) {
    // Whoever needs it asks again, and says what is wrong.
    part.catch(() => undefined);
  }
}

// English is in this chunk already, and is there at once; another language's words come before anything is drawn in them.
const language = await loadWords(navigator.languages).catch(() => 'en');
document.documentElement.lang = language;
await import('./firelink-app.ts');
