package io.tokentally.adapter.documents.print;

import io.tokentally.application.port.out.report.ReportPrinter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings the printer of reports into the application. */
@Configuration(proxyBeanMethods = false)
public class PrintConfiguration {

    @Bean
    ReportPrinter reportPrinter() {
        return new PdfReportPrinter();
    }
}
