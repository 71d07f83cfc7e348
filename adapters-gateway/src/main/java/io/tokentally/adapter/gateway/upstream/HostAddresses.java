package io.tokentally.adapter.gateway.upstream;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * A look-up of host addresses in which no call waits for it but the one that asks: the JDK's look-up blocks, and remembers
 * for a while.
 */
final class HostAddresses {

    private HostAddresses() {}

    static Future<List<InetAddress>> of(String host, EventLoop loop) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        Promise<List<InetAddress>> found = loop.newPromise();
        if (literal == null) {
            var unused = Thread.ofVirtual().name("gateway-lookup").start(() -> lookUp(host, found));
        } else {
            lookUp(host, found);
        }
        return found;
    }

    private static void lookUp(String host, Promise<List<InetAddress>> found) {
        try {
            found.setSuccess(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException | RuntimeException e) {
            found.setFailure(e);
        }
    }
}
