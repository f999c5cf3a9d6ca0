import '@mantine/core/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '../../ui/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { shareStyleNonce } from '../../ui/style-nonce.ts';
import { createI18n, chooseLanguage } from '../../ui/words/i18n.ts';
import { App } from './App.tsx';
import { slicePages } from './pages.ts';
import { readStoredLanguage } from './shell/settings.ts';
import shellDe from './shell/shell.de.json' with { type: 'json' };
import shellEn from './shell/shell.en.json' with { type: 'json' };

shareStyleNonce();
const shell = { namespace: 'shell', translations: { de: shellDe, en: shellEn } };
const language = chooseLanguage(readStoredLanguage(), navigator.languages);
document.documentElement.lang = language;
const i18n = createI18n(language, [shell, ...slicePages]);
i18n.on('languageChanged', (chosen) => { document.documentElement.lang = chosen; });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<StrictMode><App i18n={i18n} slices={slicePages} /></StrictMode>);
