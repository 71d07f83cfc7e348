package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.domain.usage.UsageRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes calls as JSON, an object a line, with the names and types that the API has for them. What is absent of a call is left
 * out.
 *
 * @see <a href="https://jsonlines.org/">JSON Lines</a>
 */
final class CallsJsonLines implements CallsFile {

    private static final ObjectWriter JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(defaults -> defaults.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build()
            .writerFor(CallResponse.class);

    private final OutputStream out;
    private final TellShutdownUseCase shutdowns;

    CallsJsonLines(OutputStream out, TellShutdownUseCase shutdowns) {
        this.out = new BufferedOutputStream(out);
        this.shutdowns = shutdowns;
    }

    @Override
    public void write(UsageRecord call) throws IOException {
        out.write(JSON.writeValueAsBytes(CallResponse.of(call, shutdowns.before(call))));
        out.write('\n');
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }
}
