package io.tokentally.adapter.gateway.client;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.tokentally.adapter.gateway.options.GatewayOptions.ServerTls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate and the key that the gateway shows, from files that may change while it runs: connections begun afterwards are
 * shown the new ones, and the others go on. Files that cannot be used are told once, and change nothing.
 */
public final class TlsFiles {

    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);
    private static final byte[] PROBE = {1, 2, 3, 4};

    private final ServerTls files;
    private volatile SslContext context;
    private byte[] certificate;
    private byte[] key;

    private TlsFiles(ServerTls files, byte[] certificate, byte[] key, SslContext context) {
        this.files = files;
        this.certificate = certificate;
        this.key = key;
        this.context = context;
    }

    /** @throws TlsFilesException if they cannot be read, or do not belong together */
    public static TlsFiles open(ServerTls files) {
        try {
            byte[] certificate = Files.readAllBytes(files.certificate());
            byte[] key = Files.readAllBytes(files.key());
            return new TlsFiles(files, certificate, key, read(files, certificate, key));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsFilesException(files, e);
        }
    }

    /** What the next connection is shown. */
    public SslContext context() {
        return context;
    }

    /** Takes the files up if they have changed. It reads files, and so is no work for an event loop. */
    public synchronized void look() {
        try {
            byte[] nowCertificate = Files.readAllBytes(files.certificate());
            byte[] nowKey = Files.readAllBytes(files.key());
            if (Arrays.equals(nowCertificate, certificate) && Arrays.equals(nowKey, key)) {
                return;
            }
            certificate = nowCertificate;
            key = nowKey;
            context = read(files, nowCertificate, nowKey);
            LOG.info("The gateway shows the certificate that {} holds now", files.certificate());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            LOG.warn(
                    "{} and {} have changed and cannot be used, so the gateway goes on to show what they held before:"
                            + " {}",
                    files.certificate(),
                    files.key(),
                    e.getMessage());
        }
    }

    private static SslContext read(ServerTls files, byte[] certificate, byte[] key)
            throws IOException, GeneralSecurityException {
        SslContext context = SslContextBuilder.forServer(
                        new ByteArrayInputStream(certificate), new ByteArrayInputStream(key), files.keyPassword())
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .build();
        requirePair(certificate, key, files.keyPassword());
        return context;
    }

    /** A key of another certificate would be noticed by no one but each client. */
    private static void requirePair(byte[] certificate, byte[] key, @Nullable String password)
            throws IOException, GeneralSecurityException {
        if (CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate))
                instanceof X509Certificate first) {
            PrivateKey privateKey = PemKey.read(key, password);
            Signature signature = Signature.getInstance(
                    switch (privateKey.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> privateKey.getAlgorithm();
                    });
            signature.initSign(privateKey);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(first.getPublicKey());
            signature.update(PROBE);
            if (!signature.verify(signed)) {
                throw new IllegalArgumentException("the key does not belong to the first certificate");
            }
        }
    }
}
