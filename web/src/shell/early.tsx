/* A component in a chunk of its own that may be fetched before it is drawn. One that is there by then is drawn at once:
   `lazy` alone would draw what stands in for it first. */
import type { ComponentType } from 'preact';
import { lazy, useState } from 'react';

export function early<P extends object>(load: () => Promise<{ default: ComponentType<P> }>) {
  let found: ComponentType<P> | null = null;
  const fetch = async () => {
    const module = await load();
    found = module.default;
    return module;
  };
  const Late = lazy(fetch) as ComponentType<P>;
  function View(props: P) {
    const [Drawn] = useState(() => found ?? Late);
    return <Drawn {...props} />;
  }
  return { fetch, View };
}
