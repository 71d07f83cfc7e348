package io.tokentally.adapter.rest;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import io.tokentally.domain.usage.UsageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArchivedCallsTest {

    @Test
    void everyCallIsARowOfTheFileInTheirOrder() throws IOException {
        List<UsageRecord> calls = LongStream.range(0, 50)
                .mapToObj(seed -> aUsageRecord().withSeed(seed).build())
                .toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArchivedCalls archived = new ArchivedCalls(out);
        for (UsageRecord call : calls) {
            archived.write(call);
        }
        archived.finish();

        List<String> ids = new ArrayList<>();
        try (ParquetFileReader file = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(out.toByteArray())));
                RowReader rows = file.rowReader()) {
            while (rows.hasNext()) {
                rows.next();
                ids.add(rows.getString("id"));
                assertThat(rows.isNull("modelShutDown")).isTrue();
            }
        }
        assertThat(ids)
                .isEqualTo(calls.stream().map(call -> call.id().toString()).toList());
    }
}
