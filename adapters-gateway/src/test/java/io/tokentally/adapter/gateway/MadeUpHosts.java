package io.tokentally.adapter.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/** Hosts that no name server knows, for tests of this module; all others are looked up as ever. */
public final class MadeUpHosts extends InetAddressResolverProvider {

    /** Has two addresses: nobody listens at the first, and the second is the one that {@link ScriptedUpstream} listens at. */
    public static final String FIRST_ADDRESS_DEAD = "first-address-dead.test";

    /** Has two addresses at which nobody listens. */
    public static final String BOTH_ADDRESSES_DEAD = "both-addresses-dead.test";

    private static final byte[] ALIVE = {127, 0, 0, 1};
    private static final byte[] DEAD = {127, 0, 0, 2};
    private static final byte[] DEAD_TOO = {127, 0, 0, 3};

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver usual = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return switch (host) {
                    case FIRST_ADDRESS_DEAD -> addresses(host, DEAD, ALIVE);
                    case BOTH_ADDRESSES_DEAD -> addresses(host, DEAD, DEAD_TOO);
                    default -> usual.lookupByName(host, policy);
                };
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return usual.lookupByAddress(address);
            }
        };
    }

    private static Stream<InetAddress> addresses(String host, byte[] first, byte[] second) throws UnknownHostException {
        return Stream.of(InetAddress.getByAddress(host, first), InetAddress.getByAddress(host, second));
    }

    @Override
    public String name() {
        return "made-up hosts";
    }
}
