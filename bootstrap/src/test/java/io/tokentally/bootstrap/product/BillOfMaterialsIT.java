package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The software bill of materials in the jar that people run. */
class BillOfMaterialsIT {

    private static final String BILL = "META-INF/sbom/application.cdx.json";

    @Test
    void namesWhatIsInTheJar() throws IOException {
        try (JarFile jar = new JarFile("target/tokentally.jar")) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Sbom-Location"))
                    .endsWith(BILL);
            String bill = read(jar);
            assertThat(jar.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.startsWith("BOOT-INF/lib/"))
                            .filter(name ->
                                    name.matches(".*/(tomcat-embed-core|postgresql|netty-codec-http|logback-core)-.*"))
                            .map(name -> name.replaceFirst(".*/(.+)-(\\d.*)\\.jar", "/$1@$2")))
                    .hasSize(4)
                    .allSatisfy(artifact -> assertThat(bill).contains(artifact));
        }
    }

    private static String read(JarFile jar) throws IOException {
        try (InputStream content = jar.getInputStream(jar.stream()
                .filter(entry -> entry.getName().endsWith(BILL))
                .findFirst()
                .orElseThrow())) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
