package io.tokentally.bootstrap.configuration;

import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.adapter.gateway.options.GatewayOptions.ServerTls;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import io.tokentally.adapter.gateway.options.GatewayShares;
import io.tokentally.domain.start.StartRefusedException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the gateway.
 *
 * @param port that calls come in by; 0 takes a free one
 * @param defaultProvider the upstream that calls of {@code /v1/…} go to
 */
@ConfigurationProperties("tokentally.gateway")
record GatewayProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("8090") int port,
        @DefaultValue("openai") String defaultProvider,
        @DefaultValue Limit limit,
        @DefaultValue Timeout timeout,
        @DefaultValue Share share,
        @DefaultValue LeastRate leastRate,
        @DefaultValue Tls tls) {

    /** How much there may be at once, and of each. */
    record Limit(
            @DefaultValue("10000") int connections,
            @DefaultValue("2048") int upstreamConnections,
            @DefaultValue("16KB") DataSize initialLine,
            @DefaultValue("64KB") DataSize headers,
            @DefaultValue("64MB") DataSize meteredBody,
            @DefaultValue("512MB") DataSize buffered,
            @DefaultValue("1GB") DataSize otherBody,
            @DefaultValue("1024") int concurrentCalls,
            @DefaultValue("0") int requestsPerMinute,
            @DefaultValue("256") int drains,
            @DefaultValue("16MB") DataSize drain) {

        Limits limits() {
            return new Limits(
                    connections,
                    upstreamConnections,
                    Math.toIntExact(initialLine.toBytes()),
                    Math.toIntExact(headers.toBytes()),
                    Math.toIntExact(meteredBody.toBytes()),
                    buffered.toBytes(),
                    otherBody.toBytes(),
                    concurrentCalls,
                    requestsPerMinute,
                    drains,
                    drain.toBytes());
        }
    }

    /** How many percent one caller may have of what there is. */
    record Share(
            @DefaultValue("25") int key,
            @DefaultValue("50") int organization,
            @DefaultValue("25") int address) {}

    /**
     * How fast a caller must send a body, and take an answer.
     *
     * @param perSecond bytes; 0 sets no limit
     * @param grace for which a caller may be slower
     */
    record LeastRate(
            @DefaultValue("1KB") DataSize perSecond,
            @DefaultValue("20s") Duration grace) {}

    /**
     * The files with which the gateway shows who it is.
     *
     * @param certificate as PEM, with those that lead to one which clients trust; absent where calls come in clear
     * @param key as PEM, in PKCS #8
     * @param keyPassword if the key is encrypted
     */
    record Tls(
            @Nullable Path certificate,
            @Nullable Path key,
            @Nullable String keyPassword) {

        @Nullable
        ServerTls files() {
            if (certificate == null && key == null) {
                return null;
            }
            if (certificate == null || key == null) {
                throw new StartRefusedException(
                        "Of the gateway's certificate and key only one is set.",
                        "Set both TOKENTALLY_GATEWAY_TLS_CERTIFICATE and TOKENTALLY_GATEWAY_TLS_KEY, or none of them.");
            }
            return new ServerTls(certificate, key, keyPassword == null || keyPassword.isEmpty() ? null : keyPassword);
        }

        /** Names the files, never the password. */
        @Override
        public String toString() {
            return "Tls[" + certificate + ", " + key + "]";
        }
    }

    GatewayShares shares() {
        return new GatewayShares(
                share.key(),
                share.organization(),
                share.address(),
                leastRate.perSecond().toBytes(),
                leastRate.grace());
    }

    /** How long things may take. */
    record Timeout(
            @DefaultValue("10s") Duration connect,
            @DefaultValue("600s") Duration firstByte,
            @DefaultValue("300s") Duration idle,
            @DefaultValue("3600s") Duration total,
            @DefaultValue("30s") Duration clientHeader,
            @DefaultValue("60s") Duration clientIdle,
            @DefaultValue("75s") Duration keepAlive,
            @DefaultValue("30s") Duration upstreamKeepAlive,
            @DefaultValue("30s") Duration drain) {

        Timeouts timeouts() {
            return new Timeouts(
                    connect, firstByte, idle, total, clientHeader, clientIdle, keepAlive, upstreamKeepAlive, drain);
        }
    }
}
