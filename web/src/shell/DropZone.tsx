/* Files may be dropped or pasted on any view. While some hover, the whole window says so. */
import { useEffect, useRef, useState } from 'react';
import { t } from '~/text/catalogue';
import { Icon } from '~/ui/icons';
import { isTyping } from './keys';
import { useTaker, taker } from './taker';

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

function onPaste(event: ClipboardEvent) {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length === 0 || isTyping(event)) return;
  event.preventDefault();
  taker().take(files);
}

export function DropZone() {
  const [hovering, setHovering] = useState(false);
  const depth = useRef(0);
  const { icon, title, text } = useTaker();

  useEffect(() => {
    function onMove(event: DragEvent) {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.type === 'dragenter') depth.current += 1;
      if (event.type === 'dragleave') depth.current -= 1;
      setHovering(depth.current > 0);
    }
    function onDrop(event: DragEvent) {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth.current = 0;
      setHovering(false);
      taker().take([...(event.dataTransfer?.files ?? [])]);
    }
    const kinds = ['dragenter', 'dragleave', 'dragover'] as const;
    for (const kind of kinds) window.addEventListener(kind, onMove);
    window.addEventListener('drop', onDrop);
    window.addEventListener('paste', onPaste);
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, onMove);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('paste', onPaste);
    };
  }, []);

  if (!hovering) return null;
  return (
    <div class="drop-veil" role="status">
      <div>
        <Icon name={icon} size={32} />
        <p class="empty-title">{t(title)}</p>
        <p class="muted">{t(text)}</p>
      </div>
    </div>
  );
}
