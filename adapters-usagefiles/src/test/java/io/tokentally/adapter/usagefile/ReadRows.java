package io.tokentally.adapter.usagefile;

import io.tokentally.application.port.out.usage.UsageFiles.PastCall;
import io.tokentally.application.port.out.usage.UsageFiles.Rows;
import io.tokentally.domain.access.OrganizationId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a file was read as. */
final class ReadRows implements Rows {

    static final OrganizationId ACME = new OrganizationId("acme");

    final List<PastCall> calls = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    final List<String> notes = new ArrayList<>();

    static ReadRows of(String file) {
        return of(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }

    static ReadRows of(InputStream file) {
        ReadRows rows = new ReadRows();
        new RecognizedUsageFiles().read(file, ACME, rows);
        return rows;
    }

    @Override
    public void call(PastCall call) {
        calls.add(call);
    }

    @Override
    public void refused(long line, String reason) {
        refused.add(line + ": " + reason);
    }

    @Override
    public void noted(String text) {
        notes.add(text);
    }
}
