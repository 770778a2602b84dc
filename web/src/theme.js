/* Runs before the first paint: the chosen theme, or none when the system decides. */
try {
  const theme = localStorage.getItem('florin.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  /* storage is closed to us: the system decides */
}
