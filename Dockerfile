# The bot without any setting or secret in it: those come with the container (compose.yaml). Runs as nobody in particular.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/buurtkring
COPY pyproject.toml requirements.lock README.md LICENSE ./
# The versions that this version was tested with.
RUN grep -E '^[a-z0-9._-]+==' requirements.lock | sed 's/ *\\$//' > constraints.txt
COPY bot bot
COPY handlers handlers
COPY locales locales
COPY storage storage
RUN /opt/buurtkring/bin/pip install --no-cache-dir --no-compile -c constraints.txt . \
 && /opt/buurtkring/bin/python -m compileall -q /opt/buurtkring/lib

FROM python:3.13-slim
RUN groupadd --gid 10001 buurtkring \
 && useradd --uid 10001 --gid 10001 --home-dir /data --shell /usr/sbin/nologin buurtkring \
 && install -d -o buurtkring -g buurtkring -m 0700 /data /data/backups
COPY --from=build /opt/buurtkring /opt/buurtkring
ENV PATH=/opt/buurtkring/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/tmp \
    DATABASE_PATH=/data/buurtkring.db \
    HEALTH_PORT=8081 \
    LOG_FORMAT=json
USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=8s --start-period=30s --retries=4 \
  CMD ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8081, timeout=6); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["buurtkring"]
CMD ["run"]
