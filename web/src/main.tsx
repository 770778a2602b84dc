import '@fontsource-variable/inter/wght.css';
import './style/tokens.css';
import './style/base.css';
import './style/ui.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from 'preact';
import { queryClient } from './api/queries';
import { App } from './app';
import { loadLocale } from './text/catalogue';
import { Boundary } from './ui/State';

const root = document.getElementById('app');
if (!root) throw new Error('the document has no #app');

await loadLocale(localStorage.getItem('florin.locale') ?? navigator.language);

render(
  <Boundary>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </Boundary>,
  root,
);
