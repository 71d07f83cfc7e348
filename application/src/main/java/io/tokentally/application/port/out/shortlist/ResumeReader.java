package io.tokentally.application.port.out.shortlist;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.shortlist.ResumeFile;
import io.tokentally.domain.shortlist.ResumeText;

/** Reads the text of a document: PDF, DOCX or plain text, told apart by content and not by name. */
@SystemPort("reads the file that it is given and nothing that is kept")
public interface ResumeReader {

    /** @throws io.tokentally.domain.shortlist.UnreadableResumeException if it is none of these, encrypted, too long or empty */
    ResumeText read(ResumeFile file);
}
