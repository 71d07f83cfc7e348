package io.tokentally.adapter.documents;

import io.tokentally.application.port.out.shortlist.ResumeReader;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings the reader of uploaded documents into the application. */
@Configuration(proxyBeanMethods = false)
public class DocumentsConfiguration {

    /** How long one document may take to read. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(15);

    /** How many documents may be read or wait for it at once: with their copies, they take 400 MB at most. */
    private static final int PLACES = 20;

    @Bean
    ResumeReader resumeReader() {
        return new DocumentResumeReader(new ParserExecutor(TIME_LIMIT, PLACES));
    }
}
