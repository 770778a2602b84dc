/* A file of the server, saved under its name. It is fetched like everything else, so that it waits where the server
   asks for it, and says what went wrong. */
import { api } from '~/api/client';
import { toastProblem } from './toast';

const REVOKE_MS = 60_000;

export async function save(path: string, filename: string): Promise<void> {
  try {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await api.bytes(path));
    link.download = filename;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_MS);
  } catch (error) {
    toastProblem(error);
  }
}
