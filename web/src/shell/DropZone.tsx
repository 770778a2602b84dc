/* Files may be dropped or pasted on any view. While some hover, the whole window says so. */
import { useEffect, useRef, useState } from 'react';
import { t } from '~/text/catalogue';
import { Icon } from '~/ui/icons';
import { isTyping } from './keys';
import { offerFiles } from './upload';

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

function onPaste(event: ClipboardEvent) {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length === 0 || isTyping(event)) return;
  event.preventDefault();
  offerFiles(files);
}

export function DropZone() {
  const [hovering, setHovering] = useState(false);
  const depth = useRef(0);

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
      offerFiles([...(event.dataTransfer?.files ?? [])]);
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
        <Icon name="import" size={32} />
        <p class="empty-title">{t('import.drop_now')}</p>
        <p class="muted">{t('import.drop_formats')}</p>
      </div>
    </div>
  );
}
