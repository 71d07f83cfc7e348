package io.tokentally.adapter.openai.usage;

import com.openai.core.ClientOptions;
import com.openai.core.LogLevel;
import com.openai.core.http.HttpClient;
import com.openai.credential.BearerTokenCredential;
import com.openai.credential.WorkloadIdentityCredential;

/**
 * Finds the transport of an existing client. The SDK keeps it to itself, and shows it only within its layers for
 * retries, logging and workload identity; here each of them is told to do nothing, since the client that is metered has
 * them around the metering. An authenticator of requests stays on both sides: it signs what in the end goes out.
 */
final class Transport {

    private Transport() {}

    static HttpClient beneath(ClientOptions options) {
        ClientOptions.Builder bare = options.toBuilder().maxRetries(0).logLevel(LogLevel.OFF);
        if (options.credential() instanceof WorkloadIdentityCredential) {
            // This copy prepares no request; it only must not fetch a token of its own.
            bare.credential(BearerTokenCredential.create("unused"));
        }
        return bare.build().httpClient();
    }
}
