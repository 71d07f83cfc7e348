package io.tokentally.bootstrap.command;

import io.tokentally.application.port.in.person.PersonArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP file that is written as it comes: each part is a file of JSON Lines. */
final class PersonZip implements PersonArchive {

    private final ZipOutputStream zip;

    PersonZip(OutputStream out) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    @Override
    public void part(String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name + ".jsonl"));
    }

    @Override
    public void entry(String json) throws IOException {
        zip.write(json.getBytes(StandardCharsets.UTF_8));
        zip.write('\n');
    }

    void finish() throws IOException {
        zip.finish();
    }
}
