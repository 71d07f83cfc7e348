package io.tokentally.adapter.documents;

import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** The container of Office up to 2003, which Office still wraps around a document with a password. */
final class LegacyOffice {

    private LegacyOffice() {}

    static UnreadableResumeException refusal(byte[] content) throws IOException {
        try (POIFSFileSystem fileSystem = new POIFSFileSystem(new ByteArrayInputStream(content))) {
            return fileSystem.getRoot().hasEntryCaseInsensitive(Decryptor.DEFAULT_POIFS_ENTRY)
                    ? new UnreadableResumeException("The document has a password. Save it without one and try again.")
                    : new UnreadableResumeException(
                            "The file is in an Office format from before 2007. Save it as DOCX or PDF and try again.");
        }
    }
}
