import { en } from './en'; import type { Catalogue } from './catalogue'; export const fr: Catalogue = en;
