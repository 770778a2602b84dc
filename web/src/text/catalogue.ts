/* The message catalogue. English is the source and travels with the page; the other languages are chunks of
   their own. A message is a text, or one text per plural form; `{name}` is replaced by a parameter. */
import { en } from './en';
import { count, setLocale } from './format';

export type Plural = { one: string; other: string; many?: string };
export type Message = string | Plural;
export type MessageKey = keyof typeof en;
export type Catalogue = { [K in MessageKey]: (typeof en)[K] extends string ? string : Plural };

export const LANGUAGES = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español' } as const;
export type Language = keyof typeof LANGUAGES;

const LOADERS: Record<Exclude<Language, 'en'>, () => Promise<Catalogue>> = {
  de: () => import('./de').then((module) => module.de),
  fr: () => import('./fr').then((module) => module.fr),
  es: () => import('./es').then((module) => module.es),
};

let current: Catalogue = en;
let language: Language = 'en';
let plural = new Intl.PluralRules('en');

export function languageOf(locale: string): Language {
  const code = locale.slice(0, 2).toLowerCase();
  return code in LANGUAGES ? (code as Language) : 'en';
}

export function currentLanguage(): Language {
  return language;
}

export async function loadLocale(locale: string): Promise<void> {
  const next = languageOf(locale);
  if (next !== language) {
    current = next === 'en' ? en : await LOADERS[next]();
    language = next;
    plural = new Intl.PluralRules(next);
  }
  setLocale(locale);
  document.documentElement.lang = next;
}

type Params = Record<string, string | number>;

function choose(message: Message, params: Params): string {
  if (typeof message === 'string') return message;
  const form = plural.select(Number(params['n'] ?? 0));
  return form === 'one' ? message.one : form === 'many' ? (message.many ?? message.other) : message.other;
}

export function t(key: MessageKey, params: Params = {}): string {
  return choose(current[key], params).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : typeof value === 'number' ? count(value) : value;
  });
}

/* A key put together from a word the API sends, such as `status.posted`; an unknown word is shown as it is. */
export function word(prefix: string, value: string): string {
  const key = `${prefix}.${value}`;
  const message = (current as Record<string, Message>)[key];
  return typeof message === 'string' ? message : value.replaceAll('_', ' ');
}
