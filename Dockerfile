# The command in an image: docs/install.md tells how to build and use it.
FROM node:20-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
# What to do after that is said below, when the sources are there.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY assets assets
COPY bin bin
COPY build build
COPY mappings mappings
COPY src src
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20-slim
ENV NODE_ENV=production
WORKDIR /opt/medcom-convert
COPY LICENSE README.md CHANGELOG.md package.json ./
COPY samples samples
COPY --from=build /build/assets assets
COPY --from=build /build/bin bin
COPY --from=build /build/dist dist
COPY --from=build /build/mappings mappings
COPY --from=build /build/node_modules node_modules
RUN chmod 755 bin/medcom-convert.js && ln -s /opt/medcom-convert/bin/medcom-convert.js /usr/local/bin/medcom-convert
# Messages are mounted here; whoever owns them may be named with --user.
WORKDIR /data
USER node
ENTRYPOINT ["medcom-convert"]
CMD ["--help"]
