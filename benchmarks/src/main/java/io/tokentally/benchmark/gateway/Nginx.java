package io.tokentally.benchmark.gateway;

import io.tokentally.benchmark.product.MockProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** An nginx with one worker: a provider that answers at once, or a proxy that does nothing but proxy. */
final class Nginx implements AutoCloseable {

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:%d/v1".formatted(port));
    }

    static Nginx provider(Path folder, int port) throws IOException {
        return start(folder, port, """
                server {
                    listen 127.0.0.1:%d backlog=1024;
                    default_type application/json;
                    location / { return 200 '%s'; }
                }
                """.formatted(port, MockProvider.COMPLETION));
    }

    static Nginx proxy(Path folder, int port, URI provider) throws IOException {
        return start(folder, port, """
                upstream provider {
                    server %s;
                    keepalive 512;
                    keepalive_requests 100000000;
                }
                server {
                    listen 127.0.0.1:%d backlog=1024;
                    location / {
                        proxy_pass http://provider;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_buffering off;
                    }
                }
                """.formatted(provider.getAuthority(), port));
    }

    private static Nginx start(Path folder, int port, String servers) throws IOException {
        Files.createDirectories(folder.resolve("temporary"));
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(configuration, """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { worker_connections 4096; }
                http {
                    access_log off;
                    keepalive_timeout 600s;
                    keepalive_requests 100000000;
                    client_body_temp_path %1$s/temporary/body;
                    proxy_temp_path %1$s/temporary/proxy;
                    fastcgi_temp_path %1$s/temporary/fastcgi;
                    scgi_temp_path %1$s/temporary/scgi;
                    uwsgi_temp_path %1$s/temporary/uwsgi;
                    %2$s
                }
                """.formatted(folder.toAbsolutePath(), servers));
        return new Nginx(
                new ProcessBuilder("nginx", "-c", configuration.toAbsolutePath().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output.log").toFile())
                        .start(),
                port);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
