// The form in which patterns are stored: what src/categorize/pattern.c makes of the same text.

const KEEP = /[\p{L}\p{N}\p{M}]/u;

// Small letters without marks, digits, "&" between words, one blank for everything else.
export function normalise(text) {
  const folded = text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase()
    .replace(/ß/g, "ss").replace(/æ/g, "ae").replace(/œ/g, "oe").replace(/ø/g, "o").replace(/ł/g, "l")
    .replace(/đ/g, "d").replace(/ı/g, "i").replace(/þ/g, "th").replace(/ð/g, "d");
  let out = "";
  for (const c of folded.replace(/['’`´ʼ]/g, "")) out += KEEP.test(c) || c === "&" ? c : " ";
  return out.normalize("NFC").replace(/\s*&\s*/g, "&").replace(/ +/g, " ").replace(/ s(?= |$)/g, "s").trim();
}
