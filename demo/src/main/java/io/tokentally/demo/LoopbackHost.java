package io.tokentally.demo;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names and addresses of this very machine, told by their spelling: no name is looked up. */
final class LoopbackHost {

    private static final Pattern IPV4 = Pattern.compile("127(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("(0{1,4}:){7}0{0,3}1|::(0{1,4}:)*0{0,3}1");

    private LoopbackHost() {}

    /** @param host without a port; an IPv6 address with its brackets or without */
    static boolean isOne(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("^\\[(.*)]$", "$1");
        return name.equals("localhost")
                || IPV4.matcher(name).matches()
                || IPV6.matcher(name).matches();
    }
}
