package io.tokentally.application.port.in.usage;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.usage.ImportCounts;
import io.tokentally.domain.usage.UsageRecordId;
import java.io.InputStream;
import java.time.Instant;

/** Takes usage of the past in from files: each call once, however often its file comes, and whole files of any length. */
@SystemPort("asked by whoever runs the installation, by a command")
public interface ImportUsageUseCase {

    /**
     * Takes a file in, a batch of rows after the other. What was taken stays when a later batch fails; the same file again goes on
     * from there.
     *
     * @throws io.tokentally.application.port.out.usage.UnreadableUsageFileException if nothing of it can be taken
     */
    ImportCounts importFile(PastUsage usage, ImportWatcher watcher);

    /**
     * A file of past usage, and what is to be done with it.
     *
     * @param fileName for the audit log
     * @param asOf when the file was last written: of sums, those count that were complete by then
     * @param besideMetered whether sums are taken also where calls of their provider were metered here at that time, since they are
     *     of other calls
     * @param dryRun whether nothing is written, and it is only told what would be
     */
    record PastUsage(
            OrganizationId organizationId,
            String fileName,
            InputStream content,
            Instant asOf,
            boolean besideMetered,
            boolean dryRun) {}

    /** Is told of rows as they come. Lines are counted from 1. */
    interface ImportWatcher {

        /** A row that is not taken. */
        void refused(long line, String reason);

        /** A call that the ledger has with other contents, or that came before in the file with others. The first stays. */
        void differs(long line, UsageRecordId id);

        /** What is worth knowing of the file. */
        void noted(String text);

        /** How many there were until now. */
        void counted(ImportCounts soFar);
    }
}
