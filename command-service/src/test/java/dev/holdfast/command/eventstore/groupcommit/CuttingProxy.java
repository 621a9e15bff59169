package dev.holdfast.command.eventstore.groupcommit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way to a server over the loopback interface, cut at instants that the seed chooses: a request is delivered and its
 * answer never is, or neither is.
 */
final class CuttingProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 65_536;

    /** One request in so many is cut: a connection lives for a few appends of three requests each. */
    private static final int CUT_ONE_IN = 12;

    /** Nobody is cut while still logging in, or nobody would ever append. */
    private static final int REQUESTS_SPARED = 12;

    private final ServerSocket entry;
    private final int serverPort;
    private final SplittableRandom random;
    private final AtomicInteger cuts = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private CuttingProxy(ServerSocket entry, int serverPort, long seed) {
        this.entry = entry;
        this.serverPort = serverPort;
        this.random = new SplittableRandom(seed);
        Thread.ofVirtual().start(this::accept);
    }

    static CuttingProxy to(int serverPort, long seed) throws IOException {
        return new CuttingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), serverPort, seed);
    }

    int port() {
        return entry.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    @Override
    public void close() throws IOException {
        entry.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entry.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> requests(client, server));
                Thread.ofVirtual().start(() -> answers(server, client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void requests(Socket client, Socket server) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            int requests = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int fate = fate(++requests);
                if (fate == 0) {
                    // Neither the request nor its answer.
                    cuts.incrementAndGet();
                    return;
                }
                if (fate == 1) {
                    // The client hears nothing; the server works on and finds out when it answers.
                    client.close();
                    out.write(buffer, 0, read);
                    server.shutdownOutput();
                    cuts.incrementAndGet();
                    drain(server.getInputStream());
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // The other side has gone.
        }
    }

    private static void drain(InputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    private int fate(int requests) {
        synchronized (random) {
            return requests <= REQUESTS_SPARED ? CUT_ONE_IN : random.nextInt(CUT_ONE_IN);
        }
    }

    private static void answers(Socket server, Socket client) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
            client.close();
        } catch (IOException e) {
            // The other side has gone; the requests' thread closes both.
        }
    }
}
