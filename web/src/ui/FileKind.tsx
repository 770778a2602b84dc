/* A sheet of paper with the kind of the file on it: what its content says, else what it is named. */
import { Icon } from './icons';

export function extension(filename: string): string {
  const dot = filename.lastIndexOf('.');
  return dot > 0 ? filename.slice(dot + 1).toLowerCase() : '';
}

export function FileKind({ filename, type = null }: { filename: string; type?: string | null }) {
  const kind = (type ?? extension(filename)).slice(0, 5).toLowerCase();
  return (
    <span class={`file-kind ${kind}`} aria-hidden="true">
      {kind ? kind.toUpperCase() : <Icon name="file" size={18} />}
    </span>
  );
}
