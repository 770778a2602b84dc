/* A file may be dropped on any view. While one hovers the whole window says so. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { t } from '~/text/catalogue';
import { Icon } from '~/ui/icons';
import { offerFiles, useWaitingFiles } from './upload';

const StartImport = lazy(() => import('~/features/import/StartImport').then((module) => ({ default: module.StartImport })));

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

export function DropZone() {
  const [hovering, setHovering] = useState(false);
  const depth = useRef(0);
  const files = useWaitingFiles();

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
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, onMove);
      window.removeEventListener('drop', onDrop);
    };
  }, []);

  return (
    <>
      {hovering && (
        <div class="drop-veil" role="status">
          <div>
            <Icon name="import" size={32} />
            <p class="empty-title">{t('import.drop_now')}</p>
            <p class="muted">{t('import.drop_formats')}</p>
          </div>
        </div>
      )}
      {files.length > 0 && (
        <Suspense fallback={null}>
          <StartImport files={files} />
        </Suspense>
      )}
    </>
  );
}
